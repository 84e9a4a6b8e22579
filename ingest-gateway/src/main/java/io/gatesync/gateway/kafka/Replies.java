package io.gatesync.gateway.kafka;

import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.ReplyTo;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.UndecodableRecordException;
import io.gatesync.schemas.ScanDecided;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Brings the verdicts back to the uploads that wait for them. Reads every partition of the outcomes from where they ended
 * when the gateway started, committed records only, and passes over those of other gateways by their header alone.
 *
 * <p>When reading fails it is logged, readiness goes, and it is tried again from the same positions: replies come late,
 * but are not lost.
 */
final class Replies implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final UUID gateway = UUID.randomUUID();
    private final AtomicLong uploads = new AtomicLong();
    private final Map<Long, WaitingUpload> waiting = new ConcurrentHashMap<>();

    private final Consumer<byte[], byte[]> consumer;
    private final RecordDecoder decoder;
    private final Duration patience;
    private final Runnable onDeath;

    private volatile boolean running;
    private volatile boolean stopping;
    private volatile String trouble = "not started";
    private volatile long lastPollNanos;
    private Thread thread;

    /**
     * @param consumer without a group; belongs to this object from now on
     * @param decoder likewise
     * @param patience between two tries, and between two looks for new partitions
     * @param onDeath called if reading ends for good without having been asked to
     */
    Replies(Consumer<byte[], byte[]> consumer, RecordDecoder decoder, Duration patience, Runnable onDeath) {
        this.consumer = consumer;
        this.decoder = decoder;
        this.patience = patience;
        this.onDeath = onDeath;
    }

    /** Begins to wait for the outcomes of so many scans. */
    WaitingUpload expect(int scans) {
        WaitingUpload upload = new WaitingUpload(uploads.incrementAndGet(), scans);
        waiting.put(upload.number(), upload);
        return upload;
    }

    /** No longer waits. */
    void forget(WaitingUpload upload) {
        waiting.remove(upload.number());
    }

    /** The address that a scan's outcome comes back to. */
    ReplyTo address(WaitingUpload upload, int position) {
        return new ReplyTo(gateway, upload.number(), position);
    }

    /** Why replies may not come in now, or null if they do. */
    String trouble() {
        if (trouble == null
                && System.nanoTime() - lastPollNanos > POLL.plus(patience).toNanos() * 2) {
            return "the last poll was too long ago";
        }
        return trouble;
    }

    /** Fixes the positions before anything can be uploaded; fails if Kafka does not tell them. */
    @Override
    public void start() {
        Set<TopicPartition> partitions = partitions();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        lastPollNanos = System.nanoTime();
        trouble = null;
        running = true;
        thread = Thread.ofPlatform().name("replies").start(this::run);
    }

    @Override
    public void stop() {
        stopping = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Started before the web server and stopped after it, so that every upload taken in can be answered. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void run() {
        try (consumer;
                decoder) {
            long partitionsCheckedNanos = System.nanoTime();
            while (!stopping) {
                try {
                    consumer.poll(POLL).forEach(this::deliver);
                    if (System.nanoTime() - partitionsCheckedNanos > patience.toNanos()) {
                        assignNewPartitions();
                        partitionsCheckedNanos = System.nanoTime();
                    }
                    lastPollNanos = System.nanoTime();
                    if (trouble != null) {
                        LOG.info("reading outcomes again");
                        trouble = null;
                    }
                } catch (WakeupException stop) {
                    LOG.debug("asked to stop");
                } catch (RuntimeException e) {
                    LOG.error("reading outcomes failed, trying again in {}", patience, e);
                    trouble = "reading outcomes failed: " + e.getMessage();
                    pause();
                }
            }
        } finally {
            running = false;
            if (!stopping) {
                trouble = "the thread that reads outcomes has died";
                onDeath.run();
            }
        }
    }

    private void deliver(ConsumerRecord<byte[], byte[]> outcome) {
        ReplyTo address = ReplyTo.from(outcome.headers());
        if (address == null || !address.gateway().equals(gateway)) {
            return;
        }
        WaitingUpload upload = waiting.get(address.upload());
        if (upload == null) {
            return;
        }
        try {
            upload.decided(
                    address.position(),
                    decoder.decode(Topic.SCAN_OUTCOMES, outcome.headers(), outcome.value(), ScanDecided.class));
        } catch (UndecodableRecordException | RuntimeException e) {
            // The scan stays pending, and the device sends it again.
            LOG.error(
                    "cannot read the outcome at {}-{}@{}: {}",
                    outcome.topic(),
                    outcome.partition(),
                    outcome.offset(),
                    e.getMessage());
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
        LOG.warn("new partitions of outcomes: {}", added);
        all.addAll(consumer.assignment());
        consumer.assign(all);
        // What they hold came after the gateway started, so all of it may be awaited.
        consumer.seekToBeginning(added);
    }

    private void pause() {
        try {
            Thread.sleep(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
