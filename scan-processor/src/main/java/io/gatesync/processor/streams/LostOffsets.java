package io.gatesync.processor.streams;

import io.gatesync.messaging.PartitionReader;
import io.gatesync.messaging.ReplyTo;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.UndecodableRecordException;
import io.gatesync.processor.registry.RetryingDecoder;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out where the processors had got to, if Kafka has forgotten it. Kafka forgets the offsets of a group that was stopped
 * for longer than {@code offsets.retention.minutes}, seven days by default; and a broker that was killed has come back without
 * them. Read from the beginning, the last 30 days would be decided a second time. So the scans are read from a committed offset
 * only: a processor that has none, at whatever time, fails, and finds it here when it is started again.
 *
 * <p>Each scan has one outcome, in the partition of the same number and in the same order. So the last outcome of a partition
 * tells the last scan that was decided.
 */
final class LostOffsets {
    private static final Logger LOG = LoggerFactory.getLogger(LostOffsets.class);
    /** The tail of the outcomes that is looked at first. More than one, since the ends of transactions take offsets, too. */
    private static final long FIRST_TAIL = 64;

    private final ProcessorGroup group;
    private final Consumer<byte[], byte[]> consumer;
    private final PartitionReader topics;
    private final RetryingDecoder decoder;

    /** @param consumer has no group, and reads committed */
    LostOffsets(ProcessorGroup group, Consumer<byte[], byte[]> consumer, RetryingDecoder decoder) {
        this.group = group;
        this.consumer = consumer;
        this.topics = new PartitionReader(consumer);
        this.decoder = decoder;
    }

    /**
     * Commits the offset of each partition of scans that the group has none for: after the last scan that was decided, or at the
     * beginning where none was. While the group has members, it waits for their offsets, which may only become visible a moment
     * after their outcomes; or for their end, which comes soon where they have none.
     */
    void restore(int partitions) {
        boolean committed;
        do {
            committed = group.awaitNoMembersUnless(
                            () -> missing(partitions).isEmpty(),
                            "Kafka has forgotten how far the scans were decided, and other processors run. Stop all of them,"
                                    + " then start them again: they go on after the last scan that was decided")
                    || commit(missing(partitions));
        } while (!committed);
    }

    private boolean commit(List<TopicPartition> missing) {
        Map<TopicPartition, OffsetAndMetadata> begun = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> found = new HashMap<>();
        for (TopicPartition scans : missing) {
            nextUndecided(scans)
                    .ifPresentOrElse(
                            next -> found.put(scans, new OffsetAndMetadata(next)),
                            () -> begun.put(scans, new OffsetAndMetadata(topics.begin(scans))));
        }
        if (!found.isEmpty()) {
            LOG.warn(
                    "Kafka has forgotten how far the scans were decided; as their outcomes tell, deciding goes on at {}",
                    found);
        }
        begun.putAll(found);
        return group.commit(begun);
    }

    /** The partitions without an offset at which the topic can be read. */
    private List<TopicPartition> missing(int partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed = group.offsets();
        return IntStream.range(0, partitions)
                .mapToObj(number -> new TopicPartition(Topic.SCANS.topicName(), number))
                .filter(scans -> !canBeRead(scans, committed.get(scans)))
                .toList();
    }

    private boolean canBeRead(TopicPartition scans, @Nullable OffsetAndMetadata from) {
        return from != null && from.offset() >= topics.begin(scans) && from.offset() <= topics.end(scans);
    }

    private Optional<Long> nextUndecided(TopicPartition scans) {
        return lastOutcome(new TopicPartition(Topic.SCAN_OUTCOMES.topicName(), scans.partition()))
                .map(outcome -> nextUndecided(scans, outcome));
    }

    private Optional<ConsumerRecord<byte[], byte[]>> lastOutcome(TopicPartition outcomes) {
        long begin = topics.begin(outcomes);
        long end = topics.end(outcomes);
        AtomicReference<ConsumerRecord<byte[], byte[]>> last = new AtomicReference<>();
        long from = end;
        for (long tail = FIRST_TAIL; last.get() == null && from > begin; tail *= 8) {
            from = Math.max(begin, end - tail);
            topics.read(outcomes, from, end, last::set);
        }
        return Optional.ofNullable(last.get());
    }

    /** The offset after the scan that this outcome answers; the first scan that is not older where that one has expired. */
    private long nextUndecided(TopicPartition scans, ConsumerRecord<byte[], byte[]> outcome) {
        // An outcome has the time of its scan, as Kafka Streams knows it: a millisecond later than Kafka's.
        long takenIn = outcome.timestamp() - 1;
        long from = firstFrom(scans, takenIn);
        AtomicLong next = new AtomicLong(from);
        topics.read(scans, from, firstFrom(scans, takenIn + 1), scan -> {
            if (answers(outcome, scan)) {
                next.set(scan.offset() + 1);
            }
        });
        return next.get();
    }

    /** The offset of the first scan that Kafka took in at this time or later; the end where there is none. */
    private long firstFrom(TopicPartition scans, long time) {
        OffsetAndTimestamp first = consumer.offsetsForTimes(Map.of(scans, time)).get(scans);
        return first == null ? topics.end(scans) : first.offset();
    }

    private boolean answers(ConsumerRecord<byte[], byte[]> outcome, ConsumerRecord<byte[], byte[]> scan) {
        if (!Arrays.equals(outcome.key(), scan.key())
                || !Objects.equals(ReplyTo.from(outcome.headers()), ReplyTo.from(scan.headers()))) {
            return false;
        }
        try {
            ScanDecided decided =
                    decoder.decode(Topic.SCAN_OUTCOMES, outcome.headers(), outcome.value(), ScanDecided.class);
            ScanUploaded uploaded = decoder.decode(Topic.SCANS, scan.headers(), scan.value(), ScanUploaded.class);
            return decided.getEventId().equals(uploaded.getEventId())
                    && decided.getDeviceId().equals(uploaded.getDeviceId())
                    && decided.getScanId().equals(uploaded.getScanId())
                    && decided.getUploadedAt().equals(uploaded.getUploadedAt());
        } catch (UndecodableRecordException e) {
            return false;
        }
    }
}
