package io.gatesync.gateway.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatesync.gateway.input.NoDiskException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class SpoolTest {
    private static final Spool.Format<String> TEXTS = new Spool.Format<>() {
        @Override
        public String code(String text) {
            return text;
        }

        @Override
        public void write(String text, DataOutputStream out) throws IOException {
            Spool.write(text, out);
        }

        @Override
        public String read(DataInputStream in) throws IOException {
            return String.valueOf(Spool.readText(in));
        }
    };

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_full_disk_is_told_apart_from_a_broken_upload() throws IOException {
        try (Spool<String> spool =
                new Spool<>(FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE), TEXTS)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100_000; i++) {
                            spool.add("the same code, and so always the same bucket");
                        }
                    })
                    .isInstanceOf(NoDiskException.class);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_temporary_file_has_no_name_while_it_is_used() throws IOException {
        try (Spool<String> spool = Spool.create(TEXTS)) {
            spool.add("A");
            assertThat(temporaryFiles()).isEmpty();
        }
    }

    private static Stream<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files
                    .filter(file -> file.getFileName().toString().startsWith("gatesync-tickets-"))
                    .toList()
                    .stream();
        }
    }
}
