package io.gatesync.gateway.outcomes;

import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.ReplyTo;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.UndecodableRecordException;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.service.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
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

    private final Consumer<byte[], byte[]> consumer;
    private final RecordDecoder decoder;
    private final PendingUploads pendingUploads;
    private final Duration retry;

    private volatile boolean stopping;
    private volatile @Nullable String trouble;
    private volatile long lastPollNanos;

    /**
     * @param consumer without a group; the reader closes it
     * @param decoder of the outcomes; the reader closes it
     * @param retry how long to wait after a failure, and between two looks for new partitions
     */
    public OutcomeReader(
            Consumer<byte[], byte[]> consumer, RecordDecoder decoder, PendingUploads pendingUploads, Duration retry) {
        this.consumer = consumer;
        this.decoder = decoder;
        this.pendingUploads = pendingUploads;
        this.retry = retry;
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
                consumer.poll(POLL).forEach(this::deliver);
                if (System.nanoTime() - partitionsCheckedNanos > retry.toNanos()) {
                    assignNewPartitions();
                    partitionsCheckedNanos = System.nanoTime();
                }
                lastPollNanos = System.nanoTime();
                recovered();
            } catch (WakeupException e) {
                LOG.debug("Woken up to stop", e);
            } catch (RuntimeException e) {
                failed(e);
                pause();
            }
        }
    }

    @Override
    public void stop() {
        stopping = true;
        consumer.wakeup();
    }

    @Override
    public Optional<String> trouble() {
        String reason = trouble;
        if (reason == null
                && System.nanoTime() - lastPollNanos > POLL.plus(retry).toNanos() * 2) {
            return Optional.of("Kafka has not been asked for outcomes for too long");
        }
        return Optional.ofNullable(reason);
    }

    @Override
    public void close() {
        consumer.close();
        decoder.close();
    }

    private void failed(RuntimeException failure) {
        String reason = "Reading outcomes failed: " + failure;
        // The same failure may repeat for as long as Kafka is away, and is logged once.
        if (!reason.equals(trouble)) {
            LOG.error(
                    "Reading outcomes failed; uploads stay pending, retrying every {} ms from the same positions",
                    retry.toMillis(),
                    failure);
        }
        trouble = reason;
    }

    private void recovered() {
        if (trouble != null) {
            LOG.info("Outcomes are read again, from where reading had failed");
            trouble = null;
        }
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

    private void assignNewPartitions() {
        Set<TopicPartition> all = partitions();
        List<TopicPartition> added = new ArrayList<>(all);
        added.removeAll(consumer.assignment());
        if (added.isEmpty()) {
            return;
        }
        LOG.warn("The topic of outcomes has new partitions, which are read from now on as well: {}", added);
        all.addAll(consumer.assignment());
        consumer.assign(all);
        // All that they hold was written after the gateway had started, so an upload may wait for any of it.
        consumer.seekToBeginning(added);
    }

    private void pause() {
        try {
            Thread.sleep(retry);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
