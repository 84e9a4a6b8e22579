package io.gatesync.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class ReplyToTest {
    @Test
    void whatWasAddedIsFound() {
        ReplyTo replyTo = new ReplyTo(UUID.randomUUID(), 1L << 40, 4999);
        Headers headers = new RecordHeaders();
        replyTo.addTo(headers);

        assertThat(ReplyTo.from(headers)).isEqualTo(replyTo);
    }

    @Test
    void nobodyWaitsWhereThereIsNoHeaderOrAnotherProgramsOne() {
        assertThat(ReplyTo.from(new RecordHeaders())).isNull();
        assertThat(ReplyTo.from(new RecordHeaders().add(ReplyTo.HEADER, new byte[] {1, 2, 3})))
                .isNull();
    }
}
