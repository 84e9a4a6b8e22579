package io.gatesync.processor.streams;

import static java.util.Objects.requireNonNull;

import io.gatesync.messaging.KafkaConnection;
import io.gatesync.messaging.Topic;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures what the gate waits for: how many scans Kafka holds that have no verdict yet, and how old the oldest is. It asks
 * Kafka, not the stream, so that it tells the truth also while the stream stands still, restores its store, or was never given
 * a partition; while Kafka does not answer, it tells no number. Counts the scans of all instances.
 */
final class UndecidedScans implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UndecidedScans.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long WARN_FROM_SECONDS = 30;
    /** One scan is wanted, not all that follow it. */
    private static final int FETCH_BYTES = 16 * 1024;

    private final Admin admin;
    private final ProcessorGroup group;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    /** Not a number while Kafka does not answer. */
    private volatile double scans;

    private volatile double oldestSeconds;

    /** Whether the operator was told that verdicts are late, and not yet that they are in time again. */
    private boolean told;

    private UndecidedScans(Admin admin, KafkaConsumer<byte[], byte[]> consumer) {
        this.admin = admin;
        this.group = new ProcessorGroup(admin);
        this.consumer = consumer;
        this.thread = Thread.ofPlatform().daemon().name("undecided-scans").unstarted(this::measureUntilClosed);
    }

    /** @param config of Kafka Streams */
    static UndecidedScans watch(Map<String, Object> config, MeterRegistry meters) {
        Map<String, Object> reader = KafkaConnection.of(config);
        reader.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        reader.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        reader.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        UndecidedScans undecided = new UndecidedScans(
                Admin.create(KafkaConnection.of(config)),
                new KafkaConsumer<>(reader, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        Gauge.builder("gatesync.processor.undecided.scans", undecided, now -> now.scans)
                .description("scans of all instances that Kafka holds and that have no verdict yet")
                .register(meters);
        Gauge.builder("gatesync.processor.undecided.oldest", undecided, now -> now.oldestSeconds)
                .description("how long the oldest of them has waited for its verdict")
                .baseUnit("seconds")
                .register(meters);
        undecided.thread.start();
        return undecided;
    }

    private void measureUntilClosed() {
        try (admin;
                consumer) {
            while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                measure();
            }
        } catch (WakeupException e) {
            LOG.debug("Closing", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void measure() {
        try {
            Map<TopicPartition, Long> waiting = waiting();
            double oldest = oldestSeconds(waiting);
            boolean late = oldest >= WARN_FROM_SECONDS;
            if (late && !told) {
                LOG.warn(
                        "Verdicts are late: {} scans wait, the oldest for {} s. They are decided when a processor can. If none restores"
                                + " its store now, look for errors in the logs of the processors and of Kafka",
                        Math.round(scans),
                        Math.round(oldest));
            } else if (!late && told) {
                LOG.info("Verdicts are in time again; {} scans wait", Math.round(scans));
            }
            told = late;
            oldestSeconds = oldest;
        } catch (KafkaException e) {
            if (e instanceof WakeupException) {
                throw e;
            }
            LOG.debug("The undecided scans cannot be measured now", e);
            scans = Double.NaN;
            oldestSeconds = Double.NaN;
        }
    }

    /** The next scan to be decided of each partition that has one. */
    private Map<TopicPartition, Long> waiting() {
        Map<TopicPartition, OffsetAndMetadata> decided = group.offsets();
        List<TopicPartition> partitions = consumer.partitionsFor(Topic.SCANS.topicName()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (consumer.assignment().isEmpty()) {
            consumer.assign(partitions);
        }
        consumer.pause(partitions);
        Map<TopicPartition, Long> begin = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> waiting = new HashMap<>();
        double sum = 0;
        for (Map.Entry<TopicPartition, Long> end :
                consumer.endOffsets(partitions).entrySet()) {
            OffsetAndMetadata next = decided.get(end.getKey());
            long from = Math.max(next == null ? 0 : next.offset(), requireNonNull(begin.get(end.getKey())));
            if (from < end.getValue()) {
                waiting.put(end.getKey(), from);
                sum += end.getValue() - from;
            }
        }
        scans = sum;
        return waiting;
    }

    private double oldestSeconds(Map<TopicPartition, Long> waiting) {
        long oldest = Long.MAX_VALUE;
        for (Map.Entry<TopicPartition, Long> next : waiting.entrySet()) {
            consumer.seek(next.getKey(), next.getValue());
            consumer.resume(List.of(next.getKey()));
            for (ConsumerRecord<byte[], byte[]> scan : consumer.poll(POLL)) {
                oldest = Math.min(oldest, scan.timestamp());
            }
            consumer.pause(List.of(next.getKey()));
        }
        return oldest == Long.MAX_VALUE
                ? 0
                : Math.max(
                        0,
                        Duration.between(Instant.ofEpochMilli(oldest), Instant.now())
                                        .toMillis()
                                / 1000.0);
    }

    @Override
    public void close() {
        closing.countDown();
        consumer.wakeup();
    }
}
