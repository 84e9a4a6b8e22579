package io.gatesync.service;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs a {@link Loop} on a thread of its own. */
public final class WorkerThread implements Work {
    private final String name;
    private final Loop loop;
    private volatile boolean stopping;
    private @Nullable Thread thread;

    /**
     * Describes the thread; nothing runs yet.
     *
     * @param name of the thread
     * @param loop belongs to the thread from now on, which closes it
     */
    public WorkerThread(String name, Loop loop) {
        this.name = name;
        this.loop = loop;
    }

    @Override
    public synchronized void start(Consumer<Throwable> died) {
        try {
            loop.prepare();
        } catch (RuntimeException e) {
            loop.close();
            throw e;
        }
        thread = Thread.ofPlatform().name(name).start(() -> run(died));
    }

    private void run(Consumer<Throwable> died) {
        try (loop) {
            loop.run();
            if (!stopping) {
                died.accept(new IllegalStateException("it ended without having been asked to"));
            }
        } catch (Throwable failure) { // Errors as well: whatever ended the loop, the service must not look alive.
            died.accept(failure);
        }
    }

    @Override
    public boolean stop(Duration timeout) {
        stopping = true;
        loop.stop();
        Thread started = started();
        try {
            return started == null || started.join(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized @Nullable Thread started() {
        return thread;
    }

    @Override
    public Optional<String> trouble() {
        return loop.trouble();
    }
}
