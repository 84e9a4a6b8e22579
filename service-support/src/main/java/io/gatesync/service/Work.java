package io.gatesync.service;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The work that a service exists for, such as deciding scans. A service whose work has died is of no use, even if it still
 * answers HTTP. {@link Worker} runs it.
 */
public interface Work {
    /**
     * Begins to work on threads of its own, and returns when it has begun.
     *
     * @param died to be called once, with the cause, if the work ends without having been asked to
     * @throws RuntimeException if the work cannot begin; the service then does not start
     */
    void start(Consumer<Throwable> died);

    /**
     * Ends the work in order.
     *
     * @param timeout how long to wait for the end
     * @return whether it has ended
     */
    boolean stop(Duration timeout);

    /** Why the work makes no progress right now, in a sentence for the operator; empty while it does. */
    Optional<String> trouble();
}
