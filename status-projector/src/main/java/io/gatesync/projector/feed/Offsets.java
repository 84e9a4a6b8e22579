package io.gatesync.projector.feed;

import io.gatesync.messaging.Topic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/**
 * The next offset of each partition of tickets and of outcomes. Both topics have as many partitions, and all that concerns one ticket
 * is in the same one of each.
 */
public final class Offsets {
    private static final List<Topic> TOPICS = List.of(Topic.TICKETS, Topic.SCAN_OUTCOMES);

    private final long[] next;

    private Offsets(long[] next) {
        this.next = next;
    }

    /** Of these, in the order of {@link #partitions}. */
    static Offsets of(long... next) {
        return new Offsets(next.clone());
    }

    /** Each by its partition; 0 where there is none. */
    public static Offsets of(Map<TopicPartition, Long> next, int partitions) {
        return new Offsets(partitions(partitions).stream()
                .mapToLong(partition -> next.getOrDefault(partition, 0L))
                .toArray());
    }

    /** All partitions of both topics, tickets first. */
    public static List<TopicPartition> partitions(int count) {
        return TOPICS.stream()
                .flatMap(topic ->
                        IntStream.range(0, count).mapToObj(number -> new TopicPartition(topic.topicName(), number)))
                .toList();
    }

    /** The place of a partition among {@link #partitions}. */
    static int place(String topic, int partition, int count) {
        return Topic.TICKETS.topicName().equals(topic) ? partition : count + partition;
    }

    int size() {
        return next.length;
    }

    long at(int place) {
        return next[place];
    }

    long[] toArray() {
        return next.clone();
    }

    /** Whether something that these have passed has not been passed by others. */
    boolean areAheadOf(Offsets others) {
        return IntStream.range(0, next.length).anyMatch(place -> next[place] > others.next[place]);
    }

    /** The smaller one of each. */
    Offsets least(Offsets other) {
        return new Offsets(IntStream.range(0, next.length)
                .mapToLong(place -> Math.min(next[place], other.next[place]))
                .toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Offsets offsets && Arrays.equals(next, offsets.next);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(next);
    }

    @Override
    public String toString() {
        return Arrays.toString(next);
    }
}
