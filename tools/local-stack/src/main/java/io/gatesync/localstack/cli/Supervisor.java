package io.gatesync.localstack.cli;

import io.gatesync.servers.ServerFailedException;
import io.gatesync.servers.ServerProcess;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Starts processes again that crashed or were killed, and gives up on one that fails again and again. */
final class Supervisor {

    private static final Duration HEALTHY_AFTER = Duration.ofSeconds(20);

    private static final int MAX_FAILURES = 5;

    private final Collection<ServerProcess> processes;
    private final Duration firstPause;
    private final Duration healthyAfter;
    private final Terminal terminal;
    private final CompletableFuture<Void> givenUp = new CompletableFuture<>();

    /** @param firstPause before a process is started again; doubled after each failure */
    Supervisor(Collection<ServerProcess> processes, Duration firstPause, Terminal terminal) {
        this(processes, firstPause, HEALTHY_AFTER, terminal);
    }

    /** @param healthyAfter a process that ran longer was healthy: its next end counts as the first failure */
    Supervisor(Collection<ServerProcess> processes, Duration firstPause, Duration healthyAfter, Terminal terminal) {
        this.processes = List.copyOf(processes);
        this.firstPause = firstPause;
        this.healthyAfter = healthyAfter;
        this.terminal = terminal;
    }

    /**
     * Keeps the processes running. Returns only by throwing.
     *
     * @throws ServerFailedException naming the process that could not be kept running
     */
    void superviseUntilGivenUp() {
        for (ServerProcess process : processes) {
            Thread.ofPlatform().daemon().name("supervise-" + process.name()).start(() -> supervise(process));
        }
        try {
            givenUp.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void supervise(ServerProcess process) {
        int failures = 0;
        try {
            while (!process.wasStopped()) {
                long begin = System.nanoTime();
                int exitCode = process.onExit().join();
                if (process.wasStopped()) {
                    return;
                }
                boolean wasHealthy = Duration.ofNanos(System.nanoTime() - begin).compareTo(healthyAfter) > 0;
                failures = startAgain(
                        process,
                        wasHealthy ? 1 : failures + 1,
                        "%s ended unexpectedly with exit code %d.".formatted(process, exitCode));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ServerFailedException e) {
            givenUp.completeExceptionally(e);
        }
    }

    /** Longer each time, because what a process needs may take a while to come back. */
    Duration pauseAfter(int failures) {
        return firstPause.multipliedBy(1L << (failures - 1));
    }

    /**
     * Tries to start a process until it runs.
     *
     * @param failures how often it has failed in a row
     * @param failure the last time, in a sentence
     * @return how often it has failed by now
     */
    private int startAgain(ServerProcess process, int failures, String failure) throws InterruptedException {
        int count = failures;
        String last = failure;
        while (true) {
            if (count >= MAX_FAILURES) {
                throw new ServerFailedException("%s It failed %d times in a row, so GateSync stops. Log: %s"
                        .formatted(last, count, process.logFile()));
            }
            Duration pause = pauseAfter(count);
            terminal.line(
                    "! %s Starting it again in %d s. Log: %s".formatted(last, pause.toSeconds(), process.logFile()));
            Thread.sleep(pause);
            if (process.wasStopped()) {
                return count;
            }
            try {
                process.start();
                terminal.line("  %s is ready again".formatted(process));
                return count;
            } catch (ServerFailedException e) {
                if (process.wasStopped()) {
                    return count;
                }
                last = e.getMessage().lines().findFirst().orElseThrow();
                count++;
            }
        }
    }
}
