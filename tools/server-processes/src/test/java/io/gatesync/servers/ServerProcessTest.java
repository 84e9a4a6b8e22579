package io.gatesync.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How a process is started and stopped, whatever server it is. */
class ServerProcessTest {

    private static final int KILLED = 128 + 9;
    private static final int TERMINATED = 128 + 15;

    /** See {@code proc_pid_stat(5)}; counted from 0. */
    private static final int NICENESS_FIELD = 18;

    @TempDir
    private Path folder;

    private Waiting server;

    /** Waits until it is stopped. */
    private static final class Waiting extends ServerProcess {

        private volatile boolean answers = true;

        Waiting(Path folder) {
            super("waiting", 0, folder, List.of(), Duration.ofMinutes(1), Duration.ofMinutes(1));
        }

        @Override
        protected List<String> command() throws IOException {
            Path file = folder().resolve("file");
            Files.writeString(file, "");
            return List.of("tail", "-f", file.toString());
        }

        @Override
        protected boolean answers() {
            return answers;
        }
    }

    @BeforeEach
    void describe_the_server() {
        server = new Waiting(folder);
    }

    @AfterEach
    void kill_the_server() {
        server.kill();
    }

    @Test
    void a_stopped_server_is_asked_to_end_and_a_killed_one_is_not() {
        server.start();
        assertThat(server.wasStopped()).isFalse();
        server.stop();
        assertThat(server.onExit().join()).isEqualTo(TERMINATED);
        assertThat(server.wasStopped()).isTrue();

        server.start();
        assertThat(server.wasStopped()).isFalse();
        server.kill();
        assertThat(server.onExit().join()).isEqualTo(KILLED);
        assertThat(server.wasStopped()).isTrue();
        assertThat(RunningProcesses.in(folder)).isEmpty();
    }

    /** Where Linux gives each session its share of the processor, niceness alone changes nothing between sessions. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void a_server_in_the_background_is_nice_to_other_sessions() {
        server.runInBackground(Duration.ofMinutes(1));
        server.start();

        Path process = Path.of("/proc", String.valueOf(server.pid()));
        await().untilAsserted(() -> assertThat(
                        Files.readString(process.resolve("stat")).split(" ", -1)[NICENESS_FIELD])
                .isEqualTo("19"));
        Path session = process.resolve("autogroup");
        if (Files.exists(session)) {
            assertThat(session).content().endsWith("nice 19\n");
        }
    }

    /** Whatever blocks there: a test's own request, for example. */
    @Test
    void a_server_ends_while_the_thread_pool_that_all_share_is_busy() {
        server.start();
        CountDownLatch busy = new CountDownLatch(1);
        for (int task = 0; task < ForkJoinPool.getCommonPoolParallelism() + 1; task++) {
            ForkJoinPool.commonPool().execute(() -> awaitOpen(busy));
        }
        try {
            server.kill();
            assertThat(server.onExit().join()).isEqualTo(KILLED);
        } finally {
            busy.countDown();
        }
    }

    private static void awaitOpen(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_start_that_is_under_way_fails_when_the_server_is_stopped() {
        server.answers = false;
        Thread stop = Thread.ofPlatform().start(() -> {
            await().until(server::isRunning);
            server.stop();
        });

        assertThatThrownBy(server::start).hasMessage("waiting was stopped while it was starting");
        await().until(() -> !stop.isAlive());
        assertThat(server.isRunning()).isFalse();
    }

    @Test
    void a_stop_that_was_called_just_before_a_start_ends_the_new_process() {
        stop_just_before_a_start(server, Waiting::stop);

        assertThat(server.onExit().join()).isEqualTo(TERMINATED);
    }

    @Test
    void a_kill_that_was_called_just_before_a_start_ends_the_new_process() {
        stop_just_before_a_start(server, Waiting::kill);

        assertThat(server.onExit().join()).isEqualTo(KILLED);
    }

    private void stop_just_before_a_start(Waiting server, Consumer<Waiting> stop) {
        Thread stopping;
        synchronized (server) {
            stopping = Thread.ofPlatform().start(() -> stop.accept(server));
            await().until(() -> stopping.getState() == Thread.State.BLOCKED);
            server.start();
        }
        await().until(() -> !stopping.isAlive());
        assertThat(server.isRunning()).isFalse();
        assertThat(server.wasStopped()).isTrue();
        assertThat(RunningProcesses.in(folder)).isEmpty();
    }
}
