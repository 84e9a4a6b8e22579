package io.gatesync.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.servers.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetUpMarkTest {

    @TempDir
    private Path folder;

    @Test
    void holds_for_one_build_only_and_goes_with_kafkas_data() throws IOException {
        Files.createDirectories(folder.resolve("kafka"));
        SetUpMark mark = new SetUpMark(folder, "build 1");
        assertThat(mark.isThere()).isFalse();

        mark.put();
        assertThat(mark.isThere()).isTrue();
        assertThat(new SetUpMark(folder, "build 2").isThere()).isFalse();

        Directories.delete(folder.resolve("kafka"));
        assertThat(mark.isThere()).isFalse();
    }
}
