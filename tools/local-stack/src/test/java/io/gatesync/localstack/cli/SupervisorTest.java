package io.gatesync.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import io.gatesync.localstack.cli.Supervisor.Supervised;
import io.gatesync.servers.ServerFailedException;
import io.gatesync.servers.ServerProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
        supervisor = supervisor(Duration.ofDays(1));
    }

    private Supervisor supervisor(Duration healthyAfter) {
        return new Supervisor(Duration.ofMillis(1), healthyAfter, Duration.ofMillis(1), terminal);
    }

    private Supervised vital() {
        return new Supervised(process, process::start, Optional.empty());
    }

    private Supervised dispensable() {
        return new Supervised(process, process::start, Optional.of("Verdicts are given as before."));
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
        supervisor.watch(vital());
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
    void one_without_which_nothing_works_ends_everything_when_it_fails_five_times_in_a_row() {
        process.broken = true;
        kill();
        supervisor.watch(vital());

        assertThatThrownBy(supervisor::untilNothingWorks)
                .isInstanceOf(ServerFailedException.class)
                .hasMessageStartingWith("waiting ended while starting, with exit code " + BROKEN_EXIT_CODE)
                .hasMessageContainingAll("5 times in a row", process.logFile().toString());
        assertThat(output.toString().lines()).hasSize(4).allMatch(line -> line.contains("Starting it again"));
    }

    @Test
    void another_is_given_up_loudly_and_comes_back_when_what_it_lacked_is_there() {
        process.broken = true;
        kill();
        supervisor.watch(dispensable());
        await().until(() -> output.toString().contains("is given up"));
        assertThat(output.toString().lines().toList())
                .hasSize(5)
                .last(STRING)
                .contains("exit code " + BROKEN_EXIT_CODE, "It failed 5 times in a row and is given up")
                .contains("GateSync goes on without waiting", "Verdicts are given as before.")
                .contains(process.logFile().toString());

        process.broken = false;

        await().until(() -> process.isRunning() && output.toString().contains("ready again"));
    }

    @Test
    void one_that_could_not_be_started_is_started_again() {
        process.stop();
        Waiting late = new Waiting(folder);
        try {
            supervisor.startAgain(
                    new Supervised(late, late::start, Optional.empty()), new ServerFailedException("No room.\nLog"));

            awaitReadyAgain(1);
            assertThat(output.toString()).startsWith("! No room. Starting it again in 0 s. Log: ");
            assertThat(late.isRunning()).isTrue();
        } finally {
            late.stop();
        }
    }

    @Test
    void a_process_that_starts_but_ends_five_times_is_given_up() {
        supervisor.watch(vital());
        CompletableFuture<Void> givenUp = CompletableFuture.runAsync(supervisor::untilNothingWorks);
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
        Supervisor supervisor = supervisor(Duration.ZERO);
        supervisor.watch(vital());
        CompletableFuture<Void> givenUp = CompletableFuture.runAsync(supervisor::untilNothingWorks);
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
    void the_pause_before_a_start_doubles_with_each_failure_and_is_a_minute_after_giving_up() {
        Supervisor usual = new Supervisor(Duration.ofSeconds(1), terminal);

        assertThat(List.of(1, 2, 3, 4, 5, 6))
                .extracting(usual::pauseAfter)
                .extracting(Duration::toSeconds)
                .containsExactly(1L, 2L, 4L, 8L, 60L, 60L);
    }

    @Test
    void a_process_that_was_stopped_stays_stopped() {
        supervisor.watch(vital());
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
