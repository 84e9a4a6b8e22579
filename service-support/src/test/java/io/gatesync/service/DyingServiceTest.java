package io.gatesync.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("servers")
class DyingServiceTest {
    @Test
    void a_service_whose_work_dies_says_so_and_exits_with_1(@TempDir Path folder) throws Exception {
        File log = folder.resolve("log").toFile();
        Process service = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DyingService.class.getName(),
                        "--server.port=0")
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        try {
            assertThat(service.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(service.exitValue()).isEqualTo(1);
            assertThat(Files.readString(log.toPath()))
                    .contains("The frail work has died, and the service exits with code 1")
                    .contains("of old age");
        } finally {
            service.destroyForcibly();
        }
    }
}
