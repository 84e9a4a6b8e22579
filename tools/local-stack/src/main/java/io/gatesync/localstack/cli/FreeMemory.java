package io.gatesync.localstack.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How much memory the system could give to new processes, as Linux estimates it. */
record FreeMemory(Path file) {

    private static final String AVAILABLE = "MemAvailable:";

    static FreeMemory ofTheSystem() {
        return new FreeMemory(Path.of("/proc/meminfo"));
    }

    /** In MiB; empty where the system does not say. */
    OptionalLong mebibytes() {
        if (!Files.isReadable(file)) {
            return OptionalLong.empty();
        }
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(AVAILABLE))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
