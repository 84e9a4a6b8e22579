package io.gatesync.system;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** How long no device was told a verdict. */
final class VerdictGaps {
    private final AtomicLong lastVerdict = new AtomicLong(System.nanoTime());
    private final AtomicLong longest = new AtomicLong();

    /** Notes that a device was told a verdict. */
    void onVerdict() {
        long now = System.nanoTime();
        long gap = now - lastVerdict.getAndSet(now);
        longest.accumulateAndGet(gap, Math::max);
    }

    /** The longest time in which no device was told a verdict, since this was asked last. */
    Duration longest() {
        longest.accumulateAndGet(System.nanoTime() - lastVerdict.get(), Math::max);
        return Duration.ofNanos(longest.getAndSet(0));
    }
}
