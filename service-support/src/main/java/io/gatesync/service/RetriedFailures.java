package io.gatesync.service;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The failures of a {@link Loop} that tries again: each is logged once, however often it repeats, and a pause follows it. */
public final class RetriedFailures {
    private static final Logger LOG = LoggerFactory.getLogger(RetriedFailures.class);

    private final String work;
    private final String meanwhile;
    private final Duration pause;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable String current;

    /**
     * Describes the work; nothing has failed yet.
     *
     * @param work what the log calls it, such as {@code Reading outcomes}
     * @param meanwhile what the operator should know of the time until it succeeds
     * @param pause between a failure and the next attempt
     */
    public RetriedFailures(String work, String meanwhile, Duration pause) {
        this.work = work;
        this.meanwhile = meanwhile;
        this.pause = pause;
    }

    /** Notes a failure, and returns when it is time to try again. */
    public void failed(RuntimeException failure) {
        String reason = work + " failed: " + failure;
        if (!reason.equals(current)) {
            LOG.error("{} failed, and is tried again every {} ms. {}", work, pause.toMillis(), meanwhile, failure);
        }
        current = reason;
        try {
            if (stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("{} is not tried again, because the service stops", work);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Notes a success. */
    public void succeeded() {
        if (current != null) {
            LOG.info("{} works again", work);
            current = null;
        }
    }

    /** Why the last attempt failed, in a sentence for the operator; empty if it succeeded. */
    public Optional<String> current() {
        return Optional.ofNullable(current);
    }

    /** Ends the pause, for a loop that is asked to stop. */
    public void stop() {
        stopped.countDown();
    }
}
