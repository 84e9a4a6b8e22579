package io.gatesync.projector.projection;

import org.apache.kafka.common.TopicPartition;

/** The tables show more than the topic holds: it was made anew or lost records, and going on would mix the two. */
final class TopicLostRecordsException extends RuntimeException {
    TopicLostRecordsException(TopicPartition partition, long projected, long end) {
        super(
                "%s ends at offset %d, but the tables show it up to %d; was the topic made anew? Rebuild the tables (README)"
                        .formatted(partition, end, projected));
    }
}
