package io.gatesync.localstack.cli;

import io.gatesync.localstack.LocalStack;
import io.gatesync.localstack.Part;
import io.gatesync.servers.ServerFailedException;
import io.gatesync.servers.ServerProcess;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Starts again what crashed or was killed; gives up on what crashes again and again. */
final class Supervisor {

    /** One that ran for longer was well; its end is the first, not the next. */
    private static final Duration WELL = Duration.ofSeconds(20);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MAX_ENDS = 5;

    private final LocalStack stack;
    private final Terminal terminal;
    private final CompletableFuture<Void> defeat = new CompletableFuture<>();

    Supervisor(LocalStack stack, Terminal terminal) {
        this.stack = stack;
        this.terminal = terminal;
    }

    /**
     * Guards all parts for as long as it can.
     *
     * @throws ServerFailedException naming the part that could not be kept running
     */
    void superviseUntilGivenUp() {
        for (Part part : Part.values()) {
            Thread.ofPlatform().daemon().name("guard-" + part).start(() -> guard(part));
        }
        try {
            defeat.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void guard(Part part) {
        ServerProcess process = stack.part(part);
        int ends = 0;
        try {
            while (!process.wasStopped()) {
                long begin = System.nanoTime();
                int exitCode = process.onExit().join();
                if (process.wasStopped()) {
                    return;
                }
                boolean wasWell = Duration.ofNanos(System.nanoTime() - begin).compareTo(WELL) > 0;
                ends = wasWell ? 1 : ends + 1;
                terminal.line("! %s ended unexpectedly, with exit code %d. Its log: %s"
                        .formatted(part, exitCode, process.logFile()));
                ends = startAgain(part, ends);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ServerFailedException e) {
            defeat.completeExceptionally(e);
        }
    }

    /** Tries until it runs; says how often it has ended by then. */
    private int startAgain(Part part, int ends) throws InterruptedException {
        int tries = ends;
        while (true) {
            if (tries >= MAX_ENDS) {
                throw new ServerFailedException("%s ended %d times in short order: giving up. Its log: %s"
                        .formatted(part, tries, stack.part(part).logFile()));
            }
            // Twice as long each time: what it waits for may need a moment.
            Thread.sleep(FIRST_PAUSE.multipliedBy(1L << (tries - 1)));
            try {
                stack.part(part).start();
                terminal.line("  %s is back".formatted(part));
                return tries;
            } catch (ServerFailedException e) {
                if (stack.part(part).wasStopped()) {
                    return tries;
                }
                terminal.line("! " + firstLine(e));
                tries++;
            }
        }
    }

    private static String firstLine(ServerFailedException failure) {
        return failure.getMessage().lines().findFirst().orElseThrow();
    }
}
