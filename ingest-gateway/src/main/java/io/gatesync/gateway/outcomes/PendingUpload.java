package io.gatesync.gateway.outcomes;

import io.gatesync.messaging.ReplyTo;
import io.gatesync.schemas.ScanDecided;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * An upload, or a slice of a large one, that waits for the outcomes of its scans. Takes up room in {@link PendingUploads} until
 * it is closed.
 */
public final class PendingUpload implements AutoCloseable {
    private final UUID gateway;
    private final long number;
    private final AtomicReferenceArray<ScanDecided> outcomes;
    private final CountDownLatch undecided;
    private final String device;
    private final long startedNanos = System.nanoTime();
    private final long deadlineNanos;
    private final Runnable onClose;

    PendingUpload(UUID gateway, long number, String device, int scans, long deadlineNanos, Runnable onClose) {
        this.gateway = gateway;
        this.number = number;
        this.device = device;
        this.outcomes = new AtomicReferenceArray<>(scans);
        this.undecided = new CountDownLatch(scans);
        this.deadlineNanos = deadlineNanos;
        this.onClose = onClose;
    }

    /**
     * The address that the outcome of a scan has to come back to.
     *
     * @param position of the scan in the upload, from 0
     */
    public ReplyTo replyTo(int position) {
        return new ReplyTo(gateway, number, position);
    }

    /**
     * Waits until every scan has its outcome or the time is over.
     *
     * @return the outcomes in the order of the upload; those that are missing are empty
     */
    public List<Optional<ScanDecided>> await() {
        try {
            undecided.await(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return IntStream.range(0, outcomes.length())
                .mapToObj(position -> Optional.ofNullable(outcomes.get(position)))
                .toList();
    }

    String device() {
        return device;
    }

    long startedNanos() {
        return startedNanos;
    }

    /** When the time of the whole upload is over. */
    long deadlineNanos() {
        return deadlineNanos;
    }

    /** Takes in the outcome of a scan; only the first for a position counts. */
    void decided(int position, ScanDecided outcome) {
        if (position >= 0 && position < outcomes.length() && outcomes.compareAndSet(position, null, outcome)) {
            undecided.countDown();
        }
    }

    @Override
    public void close() {
        onClose.run();
    }
}
