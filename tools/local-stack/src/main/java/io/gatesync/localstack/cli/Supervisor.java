package io.gatesync.localstack.cli;

import io.gatesync.servers.RunningServers;
import io.gatesync.servers.ServerFailedException;
import io.gatesync.servers.ServerProcess;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Starts processes again that crashed or were killed. One that fails again and again is given up, loudly, and the others go
 * on: it is tried once a minute, because what it lacks, such as room on the disk, may be there again. Only where nothing
 * works without it, everything ends.
 */
final class Supervisor {

    private static final Duration HEALTHY_AFTER = Duration.ofSeconds(20);
    private static final Duration GIVEN_UP_PAUSE = Duration.ofMinutes(1);

    private static final int MAX_FAILURES = 5;

    private final Duration firstPause;
    private final Duration healthyAfter;
    private final Duration givenUpPause;
    private final Terminal terminal;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /**
     * A process that is kept running.
     *
     * @param start starts it and waits until it is ready
     * @param withoutIt what still works without it, for the operator; empty if nothing does
     */
    record Supervised(ServerProcess process, Runnable start, Optional<String> withoutIt) {}

    /** @param firstPause before a process is started again; doubled after each failure */
    Supervisor(Duration firstPause, Terminal terminal) {
        this(firstPause, HEALTHY_AFTER, GIVEN_UP_PAUSE, terminal);
    }

    /**
     * @param healthyAfter a process that ran longer was healthy: its next end counts as the first failure
     * @param givenUpPause before each further start of a process that was given up
     */
    Supervisor(Duration firstPause, Duration healthyAfter, Duration givenUpPause, Terminal terminal) {
        this.firstPause = firstPause;
        this.healthyAfter = healthyAfter;
        this.givenUpPause = givenUpPause;
        this.terminal = terminal;
    }

    /** Keeps a process running that runs now. */
    void watch(Supervised it) {
        onThread(it, () -> supervise(it, 0));
    }

    /** Gets a process to run that could not be started, and keeps it running. */
    void startAgain(Supervised it, RuntimeException failure) {
        onThread(it, () -> supervise(it, startAgain(it, 1, firstLine(failure))));
    }

    /**
     * Returns only by throwing.
     *
     * @throws ServerFailedException naming the process that could not be kept running, and without which nothing works
     */
    void untilNothingWorks() {
        try {
            ended.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException;
    }

    private void onThread(Supervised it, Work work) {
        Thread.ofPlatform().daemon().name("supervise-" + it.process().name()).start(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                ended.completeExceptionally(e);
            }
        });
    }

    private void supervise(Supervised it, int failuresBefore) throws InterruptedException {
        ServerProcess process = it.process();
        int failures = failuresBefore;
        while (!process.wasStopped()) {
            long begin = System.nanoTime();
            int exitCode = process.onExit().join();
            if (process.wasStopped()) {
                return;
            }
            boolean wasHealthy = Duration.ofNanos(System.nanoTime() - begin).compareTo(healthyAfter) > 0;
            failures = startAgain(
                    it,
                    wasHealthy ? 1 : failures + 1,
                    "%s ended unexpectedly with exit code %d.".formatted(process, exitCode));
        }
    }

    /** Longer each time, because what a process needs may take a while to come back. */
    Duration pauseAfter(int failures) {
        return failures < MAX_FAILURES ? firstPause.multipliedBy(1L << (failures - 1)) : givenUpPause;
    }

    /**
     * Tries to start a process until it runs.
     *
     * @param failures how often it has failed in a row
     * @param failure the last time, in a sentence
     * @return how often it has failed by now
     * @throws ServerFailedException if it is given up, and nothing works without it
     */
    private int startAgain(Supervised it, int failures, String failure) throws InterruptedException {
        ServerProcess process = it.process();
        int count = failures;
        String last = failure;
        boolean givenUp = false;
        while (true) {
            if (count < MAX_FAILURES) {
                terminal.line("! %s Starting it again in %d s. Log: %s"
                        .formatted(last, pauseAfter(count).toSeconds(), process.logFile()));
            } else if (!givenUp) {
                giveUp(it, count, last);
                givenUp = true;
            }
            Thread.sleep(pauseAfter(count));
            if (isBeingStopped(process)) {
                return count;
            }
            try {
                it.start().run();
                terminal.line("  %s is ready again".formatted(process));
                return count;
            } catch (RuntimeException e) {
                if (isBeingStopped(process)) {
                    return count;
                }
                last = firstLine(e);
                count++;
            }
        }
    }

    private void giveUp(Supervised it, int failures, String last) {
        String failed = "%s It failed %d times in a row".formatted(last, failures);
        String withoutIt = it.withoutIt()
                .orElseThrow(() -> new ServerFailedException("%s, so GateSync stops. Log: %s"
                        .formatted(failed, it.process().logFile())));
        terminal.line("! %s and is given up; GateSync goes on without %s, and tries it every %d s. %s Log: %s"
                .formatted(
                        failed,
                        it.process(),
                        givenUpPause.toSeconds(),
                        withoutIt,
                        it.process().logFile()));
    }

    private static boolean isBeingStopped(ServerProcess process) {
        return process.wasStopped() || RunningServers.areBeingStopped();
    }

    private static String firstLine(RuntimeException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElseGet(failure::toString);
    }
}
