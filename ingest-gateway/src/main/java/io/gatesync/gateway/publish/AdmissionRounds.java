package io.gatesync.gateway.publish;

import io.gatesync.messaging.Topic;
import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.TicketChanged;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Publishes that a new round of admissions begins. Its number is the offset of the event's new state: Kafka gives it once, and a later
 * one is higher, whichever gateways ask and whatever their clocks say. Then each partition of the tickets is told, so that it is
 * decided for every ticket by the order in Kafka which scans came before.
 */
public final class AdmissionRounds {
    private final RecordProducer producer;
    private final int ticketPartitions;

    public AdmissionRounds(RecordProducer producer, PinnedPartitions partitions) {
        this.producer = producer;
        this.ticketPartitions = partitions.count(Topic.TICKETS);
    }

    /**
     * Begins one; returns its number when Kafka has acknowledged it in every partition. Where it fails half way, some tickets are in the
     * new round; asking again begins one for all.
     *
     * @param event as it stood before
     * @throws NotPublishedException if Kafka did not acknowledge a record
     */
    public long begin(EventAccess event, Instant now) {
        EventAccess reset = EventAccess.newBuilder(event)
                .setChangedAt(now)
                .setAdmissionsResetAt(now)
                .build();
        long round = producer.send(new ProducerRecord<>(
                        Topic.EVENTS.topicName(), null, now.toEpochMilli(), event.getEventId(), reset))
                .offset();
        RecordGroup group = producer.group(ticketPartitions);
        for (int partition = 0; partition < ticketPartitions; partition++) {
            group.send(new ProducerRecord<>(
                    Topic.TICKETS.topicName(),
                    partition,
                    now.toEpochMilli(),
                    "",
                    new TicketChanged(event.getEventId(), "", null, null, null, null, now, round)));
        }
        group.awaitAcknowledged();
        return round;
    }
}
