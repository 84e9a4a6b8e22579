package io.gatesync.projector.projection;

import io.gatesync.projector.tables.Tables;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the consumer reads on: always where the tables say. A partition that was just assigned, or whose batch came to
 * nothing, rests until the tables have been asked again.
 */
final class Positions implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(Positions.class);

    private final Consumer<byte[], byte[]> consumer;
    private final Tables tables;
    private final Map<TopicPartition, Long> projected = new HashMap<>();
    private final Set<TopicPartition> resting = new HashSet<>();
    private boolean inGroup;

    Positions(Consumer<byte[], byte[]> consumer, Tables tables) {
        this.consumer = consumer;
        this.tables = tables;
    }

    /** How far each partition that is being read is in the tables. The writer moves it on. */
    Map<TopicPartition, Long> projected() {
        return projected;
    }

    /** Whether the group has given this consumer its partitions, perhaps none, and all of them are being read. */
    boolean isReading() {
        return inGroup && resting.isEmpty();
    }

    /** Lets all partitions rest until {@link #restore()}. */
    void rest() {
        projected.clear();
        resting.addAll(consumer.assignment());
        consumer.pause(consumer.assignment());
    }

    /**
     * Reads on with every partition that rests.
     *
     * @throws TopicLostRecordsException if a topic ends before what the tables already show
     */
    void restore() {
        if (resting.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> offsets = tables.offsets(resting);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(resting);
        Map<TopicPartition, Long> ends = consumer.endOffsets(resting);
        offsets.forEach((partition, next) -> {
            long beginning = beginnings.get(partition);
            if (next > ends.get(partition)) {
                throw new TopicLostRecordsException(partition, next, ends.get(partition));
            }
            if (next < beginning) {
                LOG.warn(
                        "{}: records {} to {} are gone from Kafka before the tables show them",
                        partition,
                        next,
                        beginning - 1);
            }
            consumer.seek(partition, Math.max(next, beginning));
        });
        projected.putAll(offsets);
        consumer.resume(resting);
        resting.clear();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        inGroup = true;
        resting.addAll(partitions);
        consumer.pause(partitions);
        // Any position will do while they rest: without one the consumer would fail, for Kafka's offsets do not count.
        partitions.forEach(partition -> consumer.seek(partition, 0));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        projected.keySet().removeAll(partitions);
        resting.removeAll(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        inGroup = false;
        onPartitionsRevoked(partitions);
    }
}
