package io.gatesync.projector.projection;

import static java.util.Objects.requireNonNull;

import io.gatesync.projector.tables.FencedException;
import io.gatesync.projector.tables.OffsetStep;
import io.gatesync.projector.tables.StoredOffset;
import io.gatesync.projector.tables.Tables;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
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
    private final TopicsInKafka topics;
    private final Tables tables;
    private final ProjectionLag lag;
    private final CatchUp catchUp = new CatchUp();
    /** The next offset to be projected of each partition that is not paused. */
    private final Map<TopicPartition, Long> projected = new HashMap<>();

    private boolean inGroup;

    Positions(Consumer<byte[], byte[]> consumer, TopicsInKafka topics, Tables tables, ProjectionLag lag) {
        this.consumer = consumer;
        this.topics = topics;
        this.tables = tables;
        this.lag = lag;
    }

    /** The next offset to be projected of each partition that is being read. */
    Map<TopicPartition, Long> projected() {
        return Map.copyOf(projected);
    }

    /** Moves on to the offset that a batch has reached in the tables, with the time of the batch's last record. */
    void advance(TopicPartition partition, long reached, Instant lastRecord) {
        projected.put(partition, reached);
        lag.reached(partition, reached, lastRecord);
    }

    /**
     * Checks that the tables are where this projector left them, and moves them on over offsets that hold no records, such as
     * the ends of transactions. To be called when all records of the last poll are written.
     *
     * @throws FencedException if the tables are elsewhere: another projector has written on, or somebody emptied them
     */
    void check() {
        Map<TopicPartition, Long> reached = new HashMap<>();
        projected.keySet().forEach(partition -> reached.put(partition, reached(partition)));
        tables.advance(OffsetStep.between(projected, reached));
        projected.putAll(reached);
        reached.forEach(lag::reached);
    }

    /** Takes note of where the partitions end. To be called after each poll. */
    void observeEnds() {
        projected
                .keySet()
                .forEach(partition -> consumer.currentLag(partition)
                        .ifPresent(left -> lag.ends(partition, reached(partition) + left)));
    }

    /**
     * Up to where a partition is projected. The consumer is further than the last record where offsets hold no records, and has
     * no position for a while after a change of the partition's leader.
     */
    private long reached(TopicPartition partition) {
        long next = projected.getOrDefault(partition, 0L);
        try {
            return Math.max(next, consumer.position(partition, Duration.ZERO));
        } catch (TimeoutException e) {
            LOG.debug("The position in {} is not known now", partition, e);
            return next;
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
     * Reads on in every paused partition, at the offset that stands in the tables. If the topics are not the ones that the tables
     * show, the tables are emptied first, and all partitions are read from their beginning.
     */
    void restore() {
        Set<TopicPartition> paused = consumer.paused();
        if (paused.isEmpty()) {
            return;
        }
        Map<TopicPartition, UUID> topicIds = topics.ids(paused);
        Map<TopicPartition, StoredOffset> stored = tables.offsets(topicIds);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(paused);
        Map<TopicPartition, Long> ends = consumer.endOffsets(paused);
        List<String> mismatches = mismatches(stored, topicIds, ends);
        if (!mismatches.isEmpty()) {
            rebuild(stored, mismatches);
            return;
        }
        stored.forEach((partition, offset) -> {
            consumer.seek(partition, start(partition, offset.next(), requireNonNull(beginnings.get(partition))));
            projected.put(partition, offset.next());
            lag.reached(partition, offset.next());
            lag.ends(partition, requireNonNull(ends.get(partition)));
        });
        catchUp.begin(ends);
        consumer.resume(paused);
    }

    private static List<String> mismatches(
            Map<TopicPartition, StoredOffset> stored,
            Map<TopicPartition, UUID> topicIds,
            Map<TopicPartition, Long> ends) {
        return stored.entrySet().stream()
                .map(entry -> Mismatch.of(
                        entry.getKey(),
                        entry.getValue(),
                        requireNonNull(topicIds.get(entry.getKey())),
                        requireNonNull(ends.get(entry.getKey()))))
                .flatMap(Optional::stream)
                .distinct()
                .sorted()
                .toList();
    }

    private void rebuild(Map<TopicPartition, StoredOffset> stored, List<String> mismatches) {
        if (tables.empty(stored)) {
            LOG.warn(
                    "{}. The tables were emptied, and are built anew from all records that Kafka holds; the service is not ready meanwhile",
                    String.join(". ", mismatches));
        }
        pause();
        restore();
    }

    private static long start(TopicPartition partition, long next, long beginning) {
        if (next < beginning) {
            LOG.warn(
                    "Records lost: Kafka has deleted {} from offset {} to {}, and the tables cannot show them; reading on at offset {}",
                    partition,
                    next,
                    beginning - 1,
                    beginning);
        }
        return Math.max(next, beginning);
    }

    /** How many records each topic has left of those that it held at the start; empty once the tables show all of them. */
    SortedMap<String, Long> recordsLeft() {
        return catchUp.recordsLeft(this::reached);
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
        catchUp.forget(partitions);
        lag.forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        inGroup = false;
        onPartitionsRevoked(partitions);
    }
}
