package io.gatesync.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every server has to do. */
@Tag("servers")
abstract class ServerContract<S extends ServerProcess> {

    @TempDir
    private Path folder;

    private int port;
    S server;

    abstract S server(Path folder, int port);

    /** Leaves something in the server that it has to keep. */
    abstract void write(S server) throws Exception;

    abstract boolean hasKept(S server) throws Exception;

    @BeforeEach
    void choose_a_port() {
        port = Ports.free();
        // A folder with a space: people keep projects in such.
        folder = folder.resolve("my data");
        server = server(folder, port);
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void keeps_what_it_was_given_over_a_stop_and_over_a_kill() throws Exception {
        server.start();
        write(server);
        assertThat(hasKept(server)).isTrue();

        long first = server.pid();
        server.stop();
        assertThat(server.isRunning()).isFalse();
        assertThat(Ports.isTaken(port)).isFalse();

        server.start();
        assertThat(server.pid()).isNotEqualTo(first);
        assertThat(hasKept(server)).isTrue();

        server.kill();
        assertThat(server.isRunning()).isFalse();
        assertThat(Ports.isTaken(port)).isFalse();

        server.start();
        assertThat(hasKept(server)).isTrue();
        assertThat(server.logFile()).exists();
    }

    @Test
    void keeps_what_it_was_given_just_before_a_kill() throws Exception {
        server.start();
        write(server);

        server.kill();

        server.start();
        assertThat(hasKept(server)).isTrue();
    }

    @Test
    void names_the_port_that_another_program_has_taken() throws Exception {
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(server::start)
                    .isInstanceOfSatisfying(
                            PortTakenException.class,
                            e -> assertThat(e.port()).isEqualTo(new ServerProcess.Port(server.name(), port)))
                    .hasMessageContainingAll(Integer.toString(taken.getLocalPort()), server.name());
        }
        assertThat(server.isRunning()).isFalse();
    }

    @Test
    void takes_the_place_of_what_a_killed_parent_left_running() throws Exception {
        server.start();
        write(server);
        ProcessHandle orphan = ProcessHandle.of(server.pid()).orElseThrow();

        // A second parent knows nothing of the first but its folder.
        S successor = server(folder, port);
        try {
            successor.start();
            assertThat(orphan.isAlive()).isFalse();
            assertThat(hasKept(successor)).isTrue();
        } finally {
            successor.stop();
        }
    }

    @Test
    void leaves_a_stranger_with_the_noted_process_id_alone() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            PidFile.of(folder, server.name()).write(stranger.toHandle(), Signal.TERM, 0);
            assertThat(PidFile.of(folder, server.name()).stopOrphan(Duration.ofSeconds(1)))
                    .isFalse();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly().waitFor();
        }
        assertThat(folder.resolve("pids")).isEmptyDirectory();
    }
}
