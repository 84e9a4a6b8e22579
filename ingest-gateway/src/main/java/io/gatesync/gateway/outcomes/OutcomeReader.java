package io.gatesync.gateway.outcomes;

import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.ReplyTo;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.UndecodableRecordException;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.service.Loop;
import io.gatesync.service.RetriedFailures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads outcomes and hands them to the uploads that wait for them. Reads every partition, committed records only, from where
 * it ended when the gateway started. The header of an outcome says for which gateway it is; those for others are skipped
 * without decoding them.
 *
 * <p>When reading fails, the reader says so and retries from the same positions: outcomes then come late, and none is lost.
 */
public final class OutcomeReader implements Loop {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final String MEANWHILE =
            "Uploads stay pending, and are answered from the same positions once it works";

    /** Outcomes carry the broker's time, which may differ from this clock. A larger difference only costs verdicts in time. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(1);

    private final Consumer<byte[], byte[]> consumer;
    private final RecordDecoder decoder;
    private final PendingUploads pendingUploads;
    private final InstantSource clock;
    private final Duration retry;
    private final IntConsumer partitionCount;

    private final RetriedFailures failures;

    private volatile boolean stopping;
    private volatile long lastPollNanos;

    /**
     * @param consumer without a group; the reader closes it
     * @param decoder of the outcomes; the reader closes it
     * @param clock of the gateway
     * @param retry how long to wait after a failure, and between two looks at the number of partitions
     * @param partitionCount is told the number of partitions again and again; those that are added are not read
     */
    public OutcomeReader(
            Consumer<byte[], byte[]> consumer,
            RecordDecoder decoder,
            PendingUploads pendingUploads,
            InstantSource clock,
            Duration retry,
            IntConsumer partitionCount) {
        this.consumer = consumer;
        this.decoder = decoder;
        this.pendingUploads = pendingUploads;
        this.clock = clock;
        this.retry = retry;
        this.failures = new RetriedFailures("Reading outcomes", MEANWHILE, retry);
        this.partitionCount = partitionCount;
    }

    /** Takes the ends of the partitions as positions, before any upload can be published. */
    @Override
    public void prepare() {
        Set<TopicPartition> partitions = partitions();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        lastPollNanos = System.nanoTime();
    }

    @Override
    public void run() {
        long partitionsCheckedNanos = System.nanoTime();
        while (!stopping) {
            try {
                poll();
                if (System.nanoTime() - partitionsCheckedNanos > retry.toNanos()) {
                    partitionCount.accept(partitions().size());
                    partitionsCheckedNanos = System.nanoTime();
                }
                lastPollNanos = System.nanoTime();
                failures.succeeded();
            } catch (WakeupException e) {
                LOG.debug("Woken up to stop", e);
            } catch (RuntimeException e) {
                failures.failed(e);
            }
        }
    }

    private void poll() {
        try {
            consumer.poll(POLL).forEach(this::deliver);
        } catch (InvalidOffsetException e) {
            seekToWaiting(e.partitions());
        }
    }

    /** Finds the outcomes that somebody waits for; older ones are not read, which may be those of months. */
    private void seekToWaiting(Set<TopicPartition> partitions) {
        Instant since = clock.instant().minus(pendingUploads.oldestWait()).minus(CLOCK_DIFFERENCE);
        LOG.warn(
                "Kafka no longer has the positions at {}. Outcomes are read on from {}; scans whose outcomes are missed are"
                        + " answered as pending, and their devices send them again",
                partitions,
                since);
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp first = found.get(partition);
            if (first == null) {
                consumer.seekToEnd(Set.of(partition));
            } else {
                consumer.seek(partition, first.offset());
            }
        }
    }

    @Override
    public void stop() {
        stopping = true;
        failures.stop();
        consumer.wakeup();
    }

    @Override
    public Optional<String> trouble() {
        Optional<String> failure = failures.current();
        if (failure.isEmpty()
                && System.nanoTime() - lastPollNanos > POLL.plus(retry).toNanos() * 2) {
            return Optional.of("Kafka has not been asked for outcomes for too long");
        }
        return failure;
    }

    @Override
    public void close() {
        consumer.close();
        decoder.close();
    }

    private void deliver(ConsumerRecord<byte[], byte[]> outcome) {
        ReplyTo address = ReplyTo.from(outcome.headers());
        if (address == null) {
            return;
        }
        pendingUploads
                .at(address)
                .ifPresent(upload -> decode(outcome).ifPresent(decided -> upload.decided(address.position(), decided)));
    }

    private Optional<ScanDecided> decode(ConsumerRecord<byte[], byte[]> outcome) {
        try {
            return Optional.of(
                    decoder.decode(Topic.SCAN_OUTCOMES, outcome.headers(), outcome.value(), ScanDecided.class));
        } catch (UndecodableRecordException | RuntimeException e) {
            LOG.error(
                    "The outcome at {}-{}@{} cannot be decoded; its scan is answered as pending, and its device sends it again: {}",
                    outcome.topic(),
                    outcome.partition(),
                    outcome.offset(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    private Set<TopicPartition> partitions() {
        Set<TopicPartition> partitions = new HashSet<>();
        consumer.partitionsFor(Topic.SCAN_OUTCOMES.topicName())
                .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
        return partitions;
    }
}
