package io.gatesync.processor.streams;

import static java.util.Objects.requireNonNull;

import io.gatesync.messaging.ReplyTo;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.UndecodableRecordException;
import io.gatesync.processor.registry.RetryingDecoder;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out where the processors had got to, if Kafka has forgotten it. Kafka forgets the offsets of a group that was stopped
 * for longer than {@code offsets.retention.minutes}, seven days by default. Kafka Streams would then read the scans from the
 * beginning, and decide the last 30 days a second time.
 *
 * <p>Each scan has one outcome, in the partition of the same number and in the same order. So the last outcome of a partition
 * tells the last scan that was decided.
 */
final class LostOffsets {
    private static final Logger LOG = LoggerFactory.getLogger(LostOffsets.class);
    private static final Duration POLL = Duration.ofMillis(200);
    /** The tail of the outcomes that is looked at first. More than one, since the ends of transactions take offsets, too. */
    private static final long FIRST_TAIL = 64;

    private final Admin admin;
    private final Consumer<byte[], byte[]> consumer;
    private final RetryingDecoder decoder;

    /** @param consumer has no group, and reads committed */
    LostOffsets(Admin admin, Consumer<byte[], byte[]> consumer, RetryingDecoder decoder) {
        this.admin = admin;
        this.consumer = consumer;
        this.decoder = decoder;
    }

    /** Commits the offset of each partition of scans that the group has none for, but has decided scans of. */
    void restore(int partitions) {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(Topic.PROCESSOR_GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, OffsetAndMetadata> found = new HashMap<>();
            IntStream.range(0, partitions)
                    .filter(partition -> committed.get(of(Topic.SCANS, partition)) == null)
                    .forEach(partition -> nextUndecided(partition)
                            .ifPresent(offset -> found.put(of(Topic.SCANS, partition), new OffsetAndMetadata(offset))));
            if (!found.isEmpty()) {
                LOG.warn(
                        "Kafka has forgotten how far the scans were decided; as their outcomes tell, deciding goes on at {}",
                        found);
                admin.alterConsumerGroupOffsets(Topic.PROCESSOR_GROUP, found)
                        .all()
                        .get();
            }
        } catch (ExecutionException e) {
            throw new KafkaException("The offsets of the group " + Topic.PROCESSOR_GROUP + " cannot be restored", e);
        } catch (InterruptedException e) {
            // Sets the thread's interrupt flag again.
            throw new InterruptException(e);
        }
    }

    private static TopicPartition of(Topic topic, int partition) {
        return new TopicPartition(topic.topicName(), partition);
    }

    private Optional<Long> nextUndecided(int partition) {
        return lastOutcome(of(Topic.SCAN_OUTCOMES, partition))
                .map(outcome -> nextUndecided(of(Topic.SCANS, partition), outcome));
    }

    private Optional<ConsumerRecord<byte[], byte[]>> lastOutcome(TopicPartition outcomes) {
        consumer.assign(List.of(outcomes));
        long begin = requireNonNull(consumer.beginningOffsets(List.of(outcomes)).get(outcomes));
        long end = requireNonNull(consumer.endOffsets(List.of(outcomes)).get(outcomes));
        long from = end;
        Optional<ConsumerRecord<byte[], byte[]>> last = Optional.empty();
        for (long tail = FIRST_TAIL; last.isEmpty() && from > begin; tail *= 8) {
            from = Math.max(begin, end - tail);
            last = last(outcomes, from, end);
        }
        return last;
    }

    private Optional<ConsumerRecord<byte[], byte[]>> last(TopicPartition partition, long from, long end) {
        ConsumerRecord<byte[], byte[]> last = null;
        consumer.seek(partition, from);
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> read : consumer.poll(POLL)) {
                last = read;
            }
        }
        return Optional.ofNullable(last);
    }

    /** The offset after the scan that this outcome answers; the first scan that is not older where that one has expired. */
    private long nextUndecided(TopicPartition scans, ConsumerRecord<byte[], byte[]> outcome) {
        // An outcome has the time of its scan, as Kafka Streams knows it: a millisecond later than Kafka's.
        long takenIn = outcome.timestamp() - 1;
        consumer.assign(List.of(scans));
        long end = requireNonNull(consumer.endOffsets(List.of(scans)).get(scans));
        OffsetAndTimestamp notOlder =
                consumer.offsetsForTimes(Map.of(scans, takenIn)).get(scans);
        if (notOlder == null) {
            return end;
        }
        long next = notOlder.offset();
        consumer.seek(scans, notOlder.offset());
        while (consumer.position(scans) < end) {
            for (ConsumerRecord<byte[], byte[]> scan : consumer.poll(POLL)) {
                if (scan.timestamp() > takenIn) {
                    return next;
                }
                if (answers(outcome, scan)) {
                    next = scan.offset() + 1;
                }
            }
        }
        return next;
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
