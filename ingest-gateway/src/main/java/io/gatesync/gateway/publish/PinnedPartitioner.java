package io.gatesync.gateway.publish;

import io.gatesync.messaging.KeyPlacement;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.jspecify.annotations.Nullable;

/**
 * Places records by their key, as every writer does, and refuses a record where the number of partitions has changed. Here it is known
 * exactly: a check before sending could be overtaken by the producer's next look at the cluster. Kafka makes the partitioner.
 */
public final class PinnedPartitioner implements Partitioner {
    /** The producer's property that holds the {@link PinnedPartitions}. */
    static final String PINNED = "gatesync.pinned.partitions";

    private @Nullable PinnedPartitions pinned;

    @Override
    public void configure(Map<String, ?> properties) {
        pinned = (PinnedPartitions) properties.get(PINNED);
    }

    @Override
    public int partition(
            String topic,
            @Nullable Object key,
            byte @Nullable [] keyBytes,
            @Nullable Object value,
            byte @Nullable [] valueBytes,
            Cluster cluster) {
        int partitions = cluster.partitionCountForTopic(topic);
        PinnedPartitions known = Objects.requireNonNull(pinned, PINNED);
        known.check(topic, partitions);
        known.change().ifPresent(change -> {
            throw new NotPublishedException(change);
        });
        return KeyPlacement.partitionOf(Objects.requireNonNull(keyBytes, "every record has a key"), partitions);
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
