package io.gatesync.projector.projection;

import static java.util.Objects.requireNonNull;

import io.gatesync.projector.tables.FencedException;
import io.gatesync.projector.tables.OffsetStep;
import io.gatesync.projector.tables.Tables;
import io.gatesync.service.WorkEndedException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the consumer reads on in each partition: always at the offset that stands in the tables. A partition that was just
 * assigned, or whose batch failed, is paused until {@link #restore()} has asked the tables. Nothing else moves positions.
 */
final class Positions implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(Positions.class);

    private final Consumer<byte[], byte[]> consumer;
    private final Tables tables;
    /** The next offset to be projected of each partition that is not paused. */
    private final Map<TopicPartition, Long> projected = new HashMap<>();

    private boolean inGroup;

    Positions(Consumer<byte[], byte[]> consumer, Tables tables) {
        this.consumer = consumer;
        this.tables = tables;
    }

    /** The next offset to be projected of each partition that is being read. */
    Map<TopicPartition, Long> projected() {
        return Map.copyOf(projected);
    }

    /** Moves on to the offsets that a batch has reached in the tables. */
    void advance(Map<TopicPartition, Long> reached) {
        projected.putAll(reached);
    }

    /**
     * Checks that the tables are where this projector left them, and moves them on over offsets that hold no records, such as
     * the ends of transactions. To be called when all records of the last poll are written.
     *
     * @throws FencedException if the tables are elsewhere: another projector has written on, or somebody emptied them
     */
    void check() {
        Map<TopicPartition, Long> reached = new HashMap<>();
        projected.forEach((partition, next) -> reached.put(partition, Math.max(next, position(partition, next))));
        tables.advance(OffsetStep.between(projected, reached));
        projected.putAll(reached);
    }

    /** Where the consumer reads on, unless it does not know just now, as after a change of the partition's leader. */
    private long position(TopicPartition partition, long otherwise) {
        try {
            return consumer.position(partition, Duration.ZERO);
        } catch (TimeoutException e) {
            LOG.debug("The position in {} is not known now", partition, e);
            return otherwise;
        }
    }

    /** Whether Kafka has assigned partitions, perhaps none, and all of them are being read. */
    boolean areRestored() {
        return inGroup && consumer.paused().isEmpty();
    }

    /** Pauses all partitions until {@link #restore()}. */
    void pause() {
        projected.clear();
        consumer.pause(consumer.assignment());
    }

    /**
     * Reads on in every paused partition, at the offset that stands in the tables.
     *
     * @throws WorkEndedException if a topic ends before that offset
     */
    void restore() {
        Set<TopicPartition> paused = consumer.paused();
        if (paused.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> offsets = tables.offsets(paused);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(paused);
        Map<TopicPartition, Long> ends = consumer.endOffsets(paused);
        offsets.forEach((partition, next) -> {
            long beginning = requireNonNull(beginnings.get(partition));
            long end = requireNonNull(ends.get(partition));
            consumer.seek(partition, start(partition, next, beginning, end));
        });
        projected.putAll(offsets);
        consumer.resume(paused);
    }

    private static long start(TopicPartition partition, long next, long beginning, long end) {
        if (next > end) {
            throw new WorkEndedException(
                    "%s ends at offset %d, but the tables show it up to offset %d. The topic was recreated or has lost records: rebuild the tables, as the README of status-projector says"
                            .formatted(partition, end, next));
        }
        if (next < beginning) {
            LOG.warn(
                    "Records lost: Kafka has deleted {} from offset {} to {} before they were projected; reading on at offset {}",
                    partition,
                    next,
                    beginning - 1,
                    beginning);
        }
        return Math.max(next, beginning);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        inGroup = true;
        consumer.pause(partitions);
        // A paused partition needs a position, too, because auto.offset.reset is none; restore() sets the real one.
        partitions.forEach(partition -> consumer.seek(partition, 0));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        projected.keySet().removeAll(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        inGroup = false;
        onPartitionsRevoked(partitions);
    }
}
