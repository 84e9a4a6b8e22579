package io.gatesync.localstack.cli;

import io.gatesync.localstack.StartTraining;
import io.gatesync.servers.RunningServers;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;

/** Makes start caches while the operator already uses what runs. */
record StartCachesInBackground(StartTraining training, Terminal terminal) {

    private static final long NEEDED_MIB = 3_072;

    void make() {
        OptionalLong free = FreeMemory.ofTheSystem().mebibytes();
        if (free.isPresent() && free.getAsLong() < NEEDED_MIB) {
            terminal.line("No start caches are made: that takes %,d MiB of memory for a minute, and %,d are free."
                    .formatted(NEEDED_MIB, free.getAsLong()));
            return;
        }
        Thread.ofPlatform().daemon().name("start-caches").start(this::makeNow);
    }

    private void makeNow() {
        long begin = System.nanoTime();
        terminal.line("");
        terminal.line("In the background: making caches from which the next start will be faster.");
        try {
            int made = training.run(TrainingWork::run);
            if (RunningServers.areBeingStopped()) {
                return;
            }
            terminal.line("%d start caches made after %d s."
                    .formatted(made, Duration.ofNanos(System.nanoTime() - begin).toSeconds()));
        } catch (IOException | RuntimeException e) {
            if (!RunningServers.areBeingStopped()) {
                terminal.line("! The caches could not be made, so the next start is as slow as this one: %s"
                        .formatted(String.valueOf(e.getMessage())
                                .lines()
                                .findFirst()
                                .orElse("")));
            }
        }
    }

    void stop() {
        training.kill();
    }
}
