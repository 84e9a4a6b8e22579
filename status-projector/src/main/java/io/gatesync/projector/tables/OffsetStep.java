package io.gatesync.projector.tables;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a batch moves one partition.
 *
 * @param expected the next offset that the writer believes to stand in the tables
 * @param next the next offset after the batch
 */
public record OffsetStep(TopicPartition partition, long expected, long next) {
    /** The steps that lead all partitions of {@code reached} there from where they were. */
    public static List<OffsetStep> between(Map<TopicPartition, Long> before, Map<TopicPartition, Long> reached) {
        return reached.entrySet().stream()
                .map(step -> new OffsetStep(step.getKey(), requireNonNull(before.get(step.getKey())), step.getValue()))
                .toList();
    }
}
