package io.gatesync.processor.streams;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how far the ticket store has been restored from its changelog. No scan of a partition is decided before the end. */
final class RestoreProgress implements StateRestoreListener {
    private static final Logger LOG = LoggerFactory.getLogger(RestoreProgress.class);
    private static final long LOG_EVERY_NANOS = Duration.ofSeconds(5).toNanos();

    private final Map<TopicPartition, Long> left = new ConcurrentHashMap<>();
    private final AtomicLong restored = new AtomicLong();
    private volatile long startedAt;
    private volatile long loggedAt;

    /** How many entries are still to be read; 0 while nothing is restored. */
    long entriesLeft() {
        return left.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public synchronized void onRestoreStart(TopicPartition changelog, String store, long from, long end) {
        if (left.isEmpty()) {
            restored.set(0);
            startedAt = System.nanoTime();
            loggedAt = startedAt;
        }
        left.put(changelog, end - from);
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long lastOffset, long entries) {
        restored.addAndGet(entries);
        left.computeIfPresent(changelog, (unused, before) -> Math.max(0, before - entries));
        long now = System.nanoTime();
        if (now - loggedAt > LOG_EVERY_NANOS) {
            loggedAt = now;
            LOG.info(
                    "The ticket store is being restored from its changelog: {} entries read, about {} to go",
                    restored.get(),
                    entriesLeft());
        }
    }

    @Override
    public synchronized void onRestoreEnd(TopicPartition changelog, String store, long entries) {
        left.remove(changelog);
        if (left.isEmpty() && restored.get() > 0) {
            LOG.info(
                    "The ticket store has been restored from its changelog: {} entries in {} ms",
                    restored.get(),
                    Duration.ofNanos(System.nanoTime() - startedAt).toMillis());
        }
    }

    @Override
    public synchronized void onRestoreSuspended(TopicPartition changelog, String store, long entries) {
        left.remove(changelog);
    }
}
