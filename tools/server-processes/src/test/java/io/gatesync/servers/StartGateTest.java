package io.gatesync.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartGateTest {
    @TempDir
    private Path folder;

    private Process waiting(Path file) throws IOException {
        return new ProcessBuilder(StartGate.command(List.of("touch", file.toString()))).start();
    }

    @Test
    void a_process_runs_once_it_is_let() throws Exception {
        Path file = folder.resolve("it's here");
        Process process = waiting(file);

        StartGate.open(process);

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(file).exists();
    }

    /** As when the JVM that started it is killed: the system closes its end of the pipe. */
    @Test
    void a_process_that_is_never_let_run_ends_and_does_nothing() throws Exception {
        Path file = folder.resolve("never");
        Process process = waiting(file);

        process.getOutputStream().close();

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(file).doesNotExist();
    }
}
