package io.gatesync.processor.registry;

import io.gatesync.messaging.SchemaRegistryException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats what needs the schema registry until the registry answers, on the stream thread itself. A record that needs it
 * may not be overtaken, and a thread that died instead would move its tickets to another thread, which would die as well.
 */
public final class RegistryRetry {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryRetry.class);

    private final Duration pause;
    private final AtomicInteger waitingThreads = new AtomicInteger();
    private final AtomicReference<@Nullable String> fault = new AtomicReference<>();
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** @param pause between two attempts */
    public RegistryRetry(Duration pause) {
        this.pause = pause;
    }

    /** Something that needs the schema registry. */
    @FunctionalInterface
    interface Attempt<T, E extends Exception> {
        /**
         * Tries once.
         *
         * @throws SerializationException if the registry does not answer
         * @throws SchemaRegistryException if the registry does not answer, or has not been set up
         * @throws E if it has failed for another reason
         */
        T run() throws E;
    }

    /**
     * The result of the first attempt that the registry answers.
     *
     * @throws E if such an attempt failed for another reason
     * @throws SerializationException if {@link #stop()} was called before the registry answered
     */
    <T, E extends Exception> T untilAnswered(Attempt<T, E> attempt) throws E {
        try {
            return attempt.run();
        } catch (SerializationException | SchemaRegistryException unanswered) {
            if (waitingThreads.getAndIncrement() == 0) {
                LOG.warn(
                        "Records wait for the schema registry, retrying every {} ms: {}",
                        pause.toMillis(),
                        reason(unanswered));
            }
        }
        try {
            return retry(attempt);
        } finally {
            if (waitingThreads.decrementAndGet() == 0 && !isStopped()) {
                LOG.info("The schema registry answers again");
            }
        }
    }

    /** Asks until the registry answers, in the sense of {@link Attempt}. */
    void awaitAnswer(Runnable question) {
        untilAnswered(() -> {
            question.run();
            return true;
        });
    }

    private <T, E extends Exception> T retry(Attempt<T, E> attempt) throws E {
        while (true) {
            pause();
            try {
                return attempt.run();
            } catch (SerializationException | SchemaRegistryException unanswered) {
                LOG.debug("The schema registry still does not answer", unanswered);
            }
        }
    }

    private void pause() {
        try {
            if (stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SerializationException("The service was stopped while it waited for the schema registry");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SerializationException("The thread was interrupted while it waited for the schema registry", e);
        }
    }

    private static String reason(RuntimeException unanswered) {
        Throwable cause = unanswered.getCause();
        return unanswered instanceof SerializationException && cause != null
                ? unanswered.getMessage() + ": " + cause.getMessage()
                : String.valueOf(unanswered.getMessage());
    }

    /**
     * Waits for an operator, for ever: until the service is stopped. For a fault that the registry may have, although it
     * answers.
     *
     * @param reason what is wrong, and what to do, in a sentence
     * @throws SerializationException when {@link #stop()} was called
     */
    public void awaitOperator(String reason) {
        if (fault.compareAndSet(null, reason)) {
            LOG.error("The scans of some tickets are not decided any more. {}", reason);
        }
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new SerializationException("The service was stopped while it waited for an operator");
    }

    /** Why records cannot be read or written now; empty if they can. */
    public Optional<String> trouble() {
        String found = fault.get();
        if (found != null) {
            return Optional.of(found);
        }
        return waitingThreads.get() > 0
                ? Optional.of("Records wait for the schema registry, which does not answer")
                : Optional.empty();
    }

    /** Ends every wait, those to come as well. */
    public void stop() {
        stopped.countDown();
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }
}
