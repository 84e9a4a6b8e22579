package io.gatesync.messaging;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Checks that the number of partitions is still the one that tickets were loaded with. Kafka lets it grow, but moves no record:
 * the scans of many tickets would go to a partition whose store does not know them, and whoever loaded the tickets again would
 * let everybody in a second time.
 */
public final class TicketPlacement {
    /** Of each partition. With twice the partitions, a key stays where it was with probability 1/2. */
    private static final int TICKETS_LOOKED_AT = 20;

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;

    /** @param consumer has no group */
    public TicketPlacement(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /**
     * Looks at the first tickets of each partition. Few can have been put aside as misplaced when they came.
     *
     * @throws TopicLayoutException if most of them do not belong there
     */
    public void requireUnchanged(int partitions) {
        List<TopicPartition> tickets = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(Topic.TICKETS.topicName(), partition))
                .toList();
        int looked = 0;
        int misplaced = 0;
        for (ConsumerRecord<byte[], byte[]> ticket : first(tickets)) {
            looked++;
            if (ticket.key() == null || KeyPlacement.partitionOf(ticket.key(), partitions) != ticket.partition()) {
                misplaced++;
            }
        }
        // Tickets that another program misplaced are put aside one by one. A growth misplaces half of all, or more.
        if (misplaced * 4 > looked) {
            throw new TopicLayoutException(
                    ("%s has %d partitions now, but %d of the %d tickets looked at were placed for another number."
                                    + " The number of partitions cannot be changed: restore the topics, or set up new ones and load the tickets again")
                            .formatted(Topic.TICKETS.topicName(), partitions, misplaced, looked));
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> first(List<TopicPartition> tickets) {
        List<ConsumerRecord<byte[], byte[]>> first = new ArrayList<>();
        consumer.assign(tickets);
        Map<TopicPartition, Long> begin = consumer.beginningOffsets(tickets);
        Map<TopicPartition, Long> until = new HashMap<>();
        consumer.endOffsets(tickets)
                .forEach((partition, end) ->
                        until.put(partition, Math.min(end, requireNonNull(begin.get(partition)) + TICKETS_LOOKED_AT)));
        consumer.seekToBeginning(tickets);
        while (until.entrySet().stream().anyMatch(entry -> consumer.position(entry.getKey()) < entry.getValue())) {
            for (ConsumerRecord<byte[], byte[]> ticket : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(ticket.topic(), ticket.partition());
                if (ticket.offset() < requireNonNull(until.get(partition))) {
                    first.add(ticket);
                }
            }
        }
        return first;
    }
}
