package io.gatesync.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class ReplyToTest {
    @Test
    void a_header_that_was_added_is_found() {
        ReplyTo replyTo = new ReplyTo(UUID.randomUUID(), 1L << 40, 4999);
        Headers headers = new RecordHeaders();
        replyTo.addTo(headers);

        assertThat(ReplyTo.from(headers)).isEqualTo(replyTo);
    }

    @Test
    void without_a_valid_header_nobody_waits() {
        assertThat(ReplyTo.from(new RecordHeaders())).isNull();
        assertThat(ReplyTo.from(new RecordHeaders().add(ReplyTo.HEADER, new byte[] {1, 2, 3})))
                .isNull();
    }
}
