package io.gatesync.gateway.kafka;

import io.gatesync.schemas.ScanDecided;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** An upload whose verdicts are awaited: one place for each scan. */
final class WaitingUpload {
    private final long number;
    private final AtomicReferenceArray<ScanDecided> outcomes;
    private final CountDownLatch undecided;

    WaitingUpload(long number, int scans) {
        this.number = number;
        this.outcomes = new AtomicReferenceArray<>(scans);
        this.undecided = new CountDownLatch(scans);
    }

    long number() {
        return number;
    }

    void decided(int position, ScanDecided outcome) {
        if (position >= 0 && position < outcomes.length() && outcomes.compareAndSet(position, null, outcome)) {
            undecided.countDown();
        }
    }

    /** Waits until all are decided, or no longer; tells whether they are. */
    boolean await(Duration longest) {
        try {
            return undecided.await(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The outcome of a scan, or null as long as there is none. */
    ScanDecided outcome(int position) {
        return outcomes.get(position);
    }
}
