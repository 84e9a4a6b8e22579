package io.gatesync.processor.streams;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a stream thread has failed: after a failure of Kafka that may pass, a new thread takes its place, and
 * decides its scans again; after any other, the work is dead. Kafka Streams logs the failure itself.
 */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);

    /** Before a thread is replaced: if the failure lasts, threads are not replaced, nor logs written, without end. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /**
     * Failures after which a new thread is likely to succeed. While Kafka is away for longer than a transaction may last, it
     * ends the open transaction; the commit then fails with {@link InvalidTxnStateException}, which Kafka Streams takes for a
     * bug (KAFKA-19690 is similar). The scans are still there, and a new thread decides them in a new transaction.
     */
    private static final List<Class<? extends Exception>> SURVIVABLE =
            List.of(RetriableException.class, ApplicationRecoverableException.class, InvalidTxnStateException.class);

    private final Consumer<Throwable> died;
    private final Duration pause;

    /** @param died is told the failure that no new thread can mend */
    ThreadFailures(Consumer<Throwable> died) {
        this(died, PAUSE);
    }

    ThreadFailures(Consumer<Throwable> died, Duration pause) {
        this.died = died;
        this.pause = pause;
    }

    /** Called on the thread that has failed. */
    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        if (!isSurvivable(failure)) {
            died.accept(failure);
            return SHUTDOWN_CLIENT;
        }
        LOG.warn(
                "A stream thread has failed; a new one takes its place in {} ms: {}",
                pause.toMillis(),
                summary(failure));
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return REPLACE_THREAD;
    }

    private static boolean isSurvivable(Throwable failure) {
        return causes(failure).anyMatch(cause -> SURVIVABLE.stream().anyMatch(kind -> kind.isInstance(cause)));
    }

    /** The message of the innermost cause, since Kafka Streams wraps it in messages about its tasks. */
    private static String summary(Throwable failure) {
        return String.valueOf(causes(failure).reduce(failure, (outer, inner) -> inner));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
