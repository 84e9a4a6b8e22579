package io.gatesync.service;

import java.util.Optional;

/** {@link Work} that is a loop on one thread; {@link WorkerThread} runs it. Closed when it has ended. */
public interface Loop extends AutoCloseable {
    /**
     * What has to be done before the service may start, on the thread that starts it.
     *
     * @throws RuntimeException if it cannot be done; the service then does not start
     */
    default void prepare() {}

    /** Works until {@link #stop()} is called. Whatever it throws, and any other return, is the death of the service. */
    void run();

    /** Makes {@link #run()} return soon; called from another thread, perhaps more than once. */
    void stop();

    /** Why the loop makes no progress right now, in a sentence for the operator; empty while it does. */
    Optional<String> trouble();

    @Override
    void close();
}
