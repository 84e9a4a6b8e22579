package io.gatesync.projector.tables;

import org.apache.kafka.common.TopicPartition;

/**
 * How far a batch moves one partition.
 *
 * @param expected the next offset that the writer believes to stand in the tables
 * @param next the next offset after the batch
 */
public record OffsetStep(TopicPartition partition, long expected, long next) {}
