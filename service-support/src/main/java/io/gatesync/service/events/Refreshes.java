package io.gatesync.service.events;

import java.time.Duration;

/** Who waits for what stood in the topic when he asked. All that have asked before a refresh begins are served by it. */
final class Refreshes {
    /** Nobody waits. */
    static final long NONE = 0;

    private long asked;
    private long done;

    /**
     * Asks for a refresh.
     *
     * @param wakeUp called if nobody else has asked, so that those who ask do not keep the refreshing from ending
     * @return the refresh to wait for
     */
    synchronized long ask(Runnable wakeUp) {
        if (asked == done) {
            wakeUp.run();
        }
        asked++;
        return asked;
    }

    /** The refresh to make next; {@link #NONE} where nobody waits. */
    synchronized long next() {
        return asked > done ? asked : NONE;
    }

    synchronized void done(long refresh) {
        done = refresh;
        notifyAll();
    }

    /** Whether there was any. */
    synchronized boolean any() {
        return done > 0;
    }

    /** Waits for a refresh; false if it was not made in time. */
    synchronized boolean await(long refresh, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            while (done < refresh) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                wait(Math.max(1, left / 1_000_000));
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
