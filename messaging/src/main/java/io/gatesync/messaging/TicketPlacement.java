package io.gatesync.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
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

    /** A few strange records must not keep a service from starting; they are put aside one by one. */
    private static final int FEWEST_THAT_PROVE = 5;

    private static final double ALMOST_ALL = 0.9;

    private final PartitionReader topics;

    /** @param consumer has no group */
    public TicketPlacement(Consumer<byte[], byte[]> consumer) {
        this.topics = new PartitionReader(consumer);
    }

    /**
     * Looks at the first tickets of each partition.
     *
     * @throws TopicLayoutException if they were placed for a smaller number of partitions
     */
    public void requireUnchanged(int partitions) {
        placedFor(firstTickets(partitions), partitions).ifPresent(before -> {
            throw new TopicLayoutException(("%s has %d partitions now, but its tickets were placed for %d."
                            + " The number of partitions cannot be changed: restore the topics, or set up new ones and load the tickets again")
                    .formatted(Topic.TICKETS.topicName(), partitions, before));
        });
    }

    private List<ConsumerRecord<byte[], byte[]>> firstTickets(int partitions) {
        List<ConsumerRecord<byte[], byte[]>> first = new ArrayList<>();
        for (int number = 0; number < partitions; number++) {
            TopicPartition partition = new TopicPartition(Topic.TICKETS.topicName(), number);
            long begin = topics.begin(partition);
            topics.read(partition, begin, Math.min(topics.end(partition), begin + TICKETS_LOOKED_AT), first::add);
        }
        return first;
    }

    /** A record that every partition has, whatever their number: its key is empty. */
    private static boolean concernsEveryTicket(ConsumerRecord<byte[], byte[]> read) {
        return read.key() != null && read.key().length == 0;
    }

    /**
     * The number of partitions that these tickets were placed for, if it is another than now. Tickets that a program with another
     * partitioner has scattered fit no number.
     */
    static OptionalInt placedFor(List<ConsumerRecord<byte[], byte[]>> read, int partitions) {
        List<ConsumerRecord<byte[], byte[]>> tickets =
                read.stream().filter(record -> !concernsEveryTicket(record)).toList();
        return tickets.size() < FEWEST_THAT_PROVE || fit(tickets, partitions)
                ? OptionalInt.empty()
                : IntStream.range(1, partitions)
                        .filter(before -> fit(tickets, before))
                        .findFirst();
    }

    private static boolean fit(List<ConsumerRecord<byte[], byte[]>> tickets, int partitions) {
        long inPlace = tickets.stream()
                .filter(ticket -> ticket.key() != null
                        && KeyPlacement.partitionOf(ticket.key(), partitions) == ticket.partition())
                .count();
        return inPlace >= ALMOST_ALL * tickets.size();
    }
}
