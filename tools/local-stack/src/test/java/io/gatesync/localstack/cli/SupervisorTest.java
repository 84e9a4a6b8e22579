package io.gatesync.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatesync.servers.ServerFailedException;
import io.gatesync.servers.ServerProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {

    private static final int BROKEN_EXIT_CODE = 3;

    private final StringWriter output = new StringWriter();

    @TempDir
    private Path folder;

    private Waiting process;
    private Terminal terminal;
    private Supervisor supervisor;

    /** A process that waits, or once it is broken ends at once. */
    private static final class Waiting extends ServerProcess {

        private volatile boolean broken;

        Waiting(Path folder) {
            super("waiting", 0, folder, List.of(), Duration.ofMinutes(1), Duration.ofMinutes(1));
        }

        @Override
        protected List<String> command() throws IOException {
            if (broken) {
                return List.of("sh", "-c", "exit " + BROKEN_EXIT_CODE, folder().toString());
            }
            Path file = folder().resolve("file");
            Files.writeString(file, "");
            return List.of("tail", "-f", file.toString());
        }

        @Override
        protected boolean answers() {
            return !broken;
        }
    }

    @BeforeEach
    void start() {
        process = new Waiting(folder);
        process.start();
        terminal = new Terminal(new PrintWriter(output), false);
        supervisor = new Supervisor(List.of(process), Duration.ofMillis(1), Duration.ofDays(1), terminal);
    }

    @AfterEach
    void stop() {
        process.stop();
        terminal.close();
    }

    private void kill() {
        ProcessHandle.of(process.pid()).orElseThrow().destroyForcibly();
    }

    @Test
    void a_killed_process_is_started_again() {
        Thread.ofPlatform().daemon().start(supervisor::superviseUntilGivenUp);
        long first = process.pid();

        kill();

        awaitReadyAgain(1);
        assertThat(process.isRunning()).isTrue();
        assertThat(process.pid()).isNotEqualTo(first);
        assertThat(output.toString())
                .contains("waiting ended unexpectedly with exit code 137. Starting it again")
                .contains(process.logFile().toString());
    }

    @Test
    void a_process_that_fails_five_times_in_a_row_is_given_up() {
        process.broken = true;
        kill();

        assertThatThrownBy(supervisor::superviseUntilGivenUp)
                .isInstanceOf(ServerFailedException.class)
                .hasMessageStartingWith("waiting ended while starting, with exit code " + BROKEN_EXIT_CODE)
                .hasMessageContainingAll("5 times in a row", process.logFile().toString());
        assertThat(output.toString().lines()).hasSize(4).allMatch(line -> line.contains("Starting it again"));
    }

    @Test
    void a_process_that_starts_but_ends_five_times_is_given_up() {
        CompletableFuture<Void> givenUp = CompletableFuture.runAsync(supervisor::superviseUntilGivenUp);
        for (int starts = 1; starts <= 4; starts++) {
            kill();
            awaitReadyAgain(starts);
        }
        assertThat(givenUp).isNotDone();

        kill();

        assertThat(givenUp)
                .failsWithin(Duration.ofMinutes(1))
                .withThrowableThat()
                .havingRootCause()
                .withMessageContaining("5 times in a row");
    }

    @Test
    void the_failures_of_a_process_that_was_healthy_in_between_are_not_in_a_row() {
        Supervisor supervisor = new Supervisor(List.of(process), Duration.ofMillis(1), Duration.ZERO, terminal);
        CompletableFuture<Void> givenUp = CompletableFuture.runAsync(supervisor::superviseUntilGivenUp);
        for (int starts = 1; starts <= 6; starts++) {
            kill();
            awaitReadyAgain(starts);
        }
        assertThat(givenUp).isNotDone();
    }

    private void awaitReadyAgain(int times) {
        await().until(() -> output.toString()
                        .lines()
                        .filter(line -> line.contains("ready again"))
                        .count()
                == times);
    }

    @Test
    void the_pause_before_a_start_doubles_with_each_failure() {
        Supervisor usual = new Supervisor(List.of(process), Duration.ofSeconds(1), terminal);

        assertThat(List.of(1, 2, 3, 4))
                .extracting(usual::pauseAfter)
                .extracting(Duration::toSeconds)
                .containsExactly(1L, 2L, 4L, 8L);
    }

    @Test
    void a_process_that_was_stopped_stays_stopped() {
        Thread.ofPlatform().daemon().start(supervisor::superviseUntilGivenUp);
        await().until(this::isSupervised);

        process.stop();

        await().until(() -> !isSupervised());
        assertThat(process.isRunning()).isFalse();
        assertThat(output.toString()).isEmpty();
    }

    private boolean isSupervised() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("supervise-waiting"));
    }
}
