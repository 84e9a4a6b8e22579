package io.gatesync.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeMemoryTest {

    @TempDir
    private Path folder;

    @Test
    void is_what_new_processes_could_get_and_not_only_what_nobody_uses() throws IOException {
        Path file = Files.writeString(
                folder.resolve("meminfo"),
                "MemTotal:       24600000 kB\nMemFree:        1024 kB\nMemAvailable:   2097152 kB\n");
        assertThat(new FreeMemory(file).mebibytes()).hasValue(2_048);
    }

    @Test
    void is_unknown_where_the_system_does_not_say() {
        assertThat(new FreeMemory(folder.resolve("missing")).mebibytes()).isEmpty();
    }
}
