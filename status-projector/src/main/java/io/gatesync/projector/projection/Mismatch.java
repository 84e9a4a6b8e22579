package io.gatesync.projector.projection;

import io.gatesync.projector.tables.StoredOffset;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;

/** Why tables and a partition do not belong together, so that the tables have to be built anew. */
final class Mismatch {
    private Mismatch() {}

    /**
     * The reason, in a sentence for the operator; empty if the tables can be read on from.
     *
     * @param stored how far the tables show the partition
     * @param topicId that the topic has in Kafka
     * @param end where the partition ends in Kafka
     */
    static Optional<String> of(TopicPartition partition, StoredOffset stored, UUID topicId, long end) {
        if (!stored.topicId().equals(topicId)) {
            return Optional.of(
                    "Topic %s was made anew since the tables were made from it".formatted(partition.topic()));
        }
        if (stored.next() > end) {
            return Optional.of(
                    "%s ends at offset %d, but the tables show it up to offset %d: it has lost records, as after a power cut"
                            .formatted(partition, end, stored.next()));
        }
        return Optional.empty();
    }
}
