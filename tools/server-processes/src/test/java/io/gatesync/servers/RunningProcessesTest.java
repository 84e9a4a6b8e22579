package io.gatesync.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningProcessesTest {

    @TempDir
    private Path folder;

    private Process process;

    @BeforeEach
    void start_a_process_that_names_the_folder() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        process = new ProcessBuilder("tail", "-f", file.toString()).start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private void note(String name, ProcessHandle noted) {
        PidFile.of(folder, name).write(noted, Signal.TERM, 0);
    }

    @Test
    void a_noted_process_is_found_by_its_name_until_it_ends() throws Exception {
        note("gateway", process.toHandle());
        assertThat(RunningProcesses.in(folder)).isEqualTo(Map.of("gateway", process.toHandle()));

        process.destroyForcibly().waitFor();
        assertThat(RunningProcesses.in(folder)).isEmpty();
    }

    @Test
    void a_process_that_got_the_same_id_later_is_left_out() throws IOException {
        note("gateway", process.toHandle());
        Path note = folder.resolve("pids").resolve("gateway");
        Files.writeString(note, Files.readString(note).replaceFirst(" \\d+ ", " 0 "));

        assertThat(RunningProcesses.in(folder)).isEmpty();
    }

    @Test
    void a_process_that_does_not_name_the_folder_is_left_out() {
        note("gateway", ProcessHandle.current());

        assertThat(RunningProcesses.in(folder)).isEmpty();
    }

    @Test
    void half_a_note_is_left_out() throws IOException {
        note("gateway", process.toHandle());
        Files.writeString(folder.resolve("pids").resolve("registry"), "12");

        assertThat(RunningProcesses.in(folder)).containsOnlyKeys("gateway");
    }

    @Test
    void a_folder_that_nothing_ever_ran_on_has_none() {
        assertThat(RunningProcesses.in(folder.resolve("nothing"))).isEmpty();
    }
}
