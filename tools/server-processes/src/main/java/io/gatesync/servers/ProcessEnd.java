package io.gatesync.servers;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * Waits for the end of processes. Java's own {@code onExit} tells it on the thread pool that all of the program shares: while that
 * is busy, a process that has ended seems to run.
 */
public final class ProcessEnd {
    private static final Duration INTERVAL = Duration.ofMillis(10);

    private ProcessEnd() {}

    /**
     * Waits for the end of a process that may be another's child. An interrupt must not leave it running: it is put off until the
     * end of the wait.
     *
     * @return whether it ended in time
     */
    public static boolean within(Duration grace, ProcessHandle process) {
        return within(grace, process::isAlive);
    }

    /** The same for a child, whose exit code is known afterwards. */
    static boolean within(Duration grace, Process process) {
        return within(grace, process::isAlive);
    }

    private static boolean within(Duration grace, BooleanSupplier alive) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + grace.toNanos();
        while (alive.getAsBoolean() && System.nanoTime() < deadline) {
            try {
                Thread.sleep(INTERVAL);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !alive.getAsBoolean();
    }

    /** Completes with the exit code of a child when it ends, for whatever reason. */
    static CompletableFuture<Integer> exitCode(Process process) {
        CompletableFuture<Integer> code = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("exit of " + process.pid()).start(() -> {
            try {
                code.complete(process.waitFor());
            } catch (InterruptedException e) {
                code.completeExceptionally(e);
            }
        });
        return code;
    }
}
