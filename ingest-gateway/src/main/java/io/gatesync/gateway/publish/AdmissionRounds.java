package io.gatesync.gateway.publish;

import io.gatesync.messaging.Topic;
import io.gatesync.schemas.TicketChanged;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Publishes that a new round of admissions begins, in each partition of the tickets: so it is decided for every ticket by the order in
 * Kafka which scans came before.
 *
 * <p>The number of a round is how many records the topic of tickets has ever held, and one. Each reset adds records, and none is ever
 * taken away: a later reset has a higher number, whichever gateways ask and whatever their clocks say. Two that ask at the same moment
 * may begin the same round, which is as good as one after the other.
 */
public final class AdmissionRounds {
    private final RecordProducer producer;
    private final Supplier<List<Long>> ticketEnds;

    /** @param ticketEnds the offset after the last ticket of each partition, as Kafka says it when it is asked */
    public AdmissionRounds(RecordProducer producer, Supplier<List<Long>> ticketEnds) {
        this.producer = producer;
        this.ticketEnds = ticketEnds;
    }

    /**
     * Begins one; returns its number when Kafka has acknowledged it in every partition. Where it fails half way, some tickets are in the
     * new round; asking again begins one for all.
     *
     * @throws NotPublishedException if Kafka did not acknowledge a record
     */
    public long begin(String eventId, Instant now) {
        List<Long> ends = ticketEnds.get();
        long round = 1 + ends.stream().mapToLong(Long::longValue).sum();
        TicketChanged reset = new TicketChanged(eventId, "", null, null, null, null, now, round);
        RecordGroup group = producer.group(ends.size());
        for (int partition = 0; partition < ends.size(); partition++) {
            group.send(new ProducerRecord<>(Topic.TICKETS.topicName(), partition, now.toEpochMilli(), "", reset));
        }
        group.awaitAcknowledged();
        return round;
    }
}
