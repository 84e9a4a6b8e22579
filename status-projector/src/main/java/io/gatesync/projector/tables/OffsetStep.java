package io.gatesync.projector.tables;

import org.apache.kafka.common.TopicPartition;

/** A partition is projected further: from where the writer believes it stands, to where it then does. */
public record OffsetStep(TopicPartition partition, long expected, long next) {}
