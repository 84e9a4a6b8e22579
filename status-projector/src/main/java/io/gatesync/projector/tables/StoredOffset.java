package io.gatesync.projector.tables;

import java.util.UUID;

/**
 * How far the tables show a partition.
 *
 * @param next the next offset to be projected
 * @param topicId Kafka's id of the topic whose records the tables show
 */
public record StoredOffset(long next, UUID topicId) {}
