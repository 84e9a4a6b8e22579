package io.gatesync.projector.projection;

import static io.gatesync.projector.SampleRecords.NOON;
import static io.gatesync.projector.SampleRecords.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.Topic;
import io.gatesync.projector.projection.ReadRecord.Decoded;
import io.gatesync.projector.projection.ReadRecord.Forgotten;
import io.gatesync.projector.projection.ReadRecord.Rejected;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketStatus;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ReadRecordTest {
    private static final ConsumerRecord<byte[], byte[]> SOURCE =
            new ConsumerRecord<>(Topic.TICKETS.topicName(), 0, 17, new byte[0], new byte[] {0, 0, 0, 0, 1});

    @Test
    void a_ticket_without_a_status_is_a_change_like_any_other() {
        TicketChanged change = ticket("expo", "A", "VIP", null, NOON);

        assertThat(read(change)).isEqualTo(new Decoded(SOURCE, change));
    }

    @Test
    void a_status_of_a_newer_version_is_rejected_because_it_may_mean_that_nobody_is_admitted() {
        assertThat(read(ticket("expo", "A", "VIP", TicketStatus.OTHER, NOON)))
                .isEqualTo(new Rejected(SOURCE, "a ticket status that this version does not know"));
    }

    @Test
    void a_device_that_is_forgotten_is_no_dead_letter() {
        ConsumerRecord<byte[], byte[]> tombstone =
                new ConsumerRecord<>(Topic.DEVICES.topicName(), 0, 17, new byte[0], null);
        try (RecordDecoder decoder = new RecordDecoder((topic, bytes) -> null, id -> true)) {
            assertThat(ReadRecord.of(tombstone, decoder)).isEqualTo(new Forgotten(tombstone));
        }
    }

    private static ReadRecord read(TicketChanged value) {
        try (RecordDecoder decoder = new RecordDecoder((topic, bytes) -> value, id -> true)) {
            return ReadRecord.of(SOURCE, decoder);
        }
    }
}
