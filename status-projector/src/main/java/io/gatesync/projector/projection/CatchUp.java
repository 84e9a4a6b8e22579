package io.gatesync.projector.projection;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/** How many records are left of those that the topics held when the projector began to read them. */
final class CatchUp {
    private final Map<TopicPartition, Long> targets = new HashMap<>();

    void begin(Map<TopicPartition, Long> ends) {
        targets.putAll(ends);
    }

    void forget(Collection<TopicPartition> partitions) {
        targets.keySet().removeAll(partitions);
    }

    /**
     * The number of records left in each topic; empty once all are projected.
     *
     * @param reached up to which offset a partition is projected
     */
    SortedMap<String, Long> recordsLeft(ToLongFunction<TopicPartition> reached) {
        targets.entrySet().removeIf(target -> reached.applyAsLong(target.getKey()) >= target.getValue());
        SortedMap<String, Long> left = new TreeMap<>();
        targets.forEach(
                (partition, end) -> left.merge(partition.topic(), end - reached.applyAsLong(partition), Long::sum));
        return left;
    }
}
