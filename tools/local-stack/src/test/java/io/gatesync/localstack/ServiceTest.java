package io.gatesync.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatesync.servers.ServerFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceTest {

    private static final Instant DAY = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir
    private Path root;

    private Path target;

    @BeforeEach
    void make_target_folder() throws IOException {
        target = Files.createDirectories(root.resolve("ingest-gateway").resolve("target"));
    }

    /** As the build leaves them: all runnable jars have the same date. */
    private Path build(String version, Instant when) throws IOException {
        Path plain = Files.createFile(target.resolve("ingest-gateway-" + version + ".jar"));
        Files.setLastModifiedTime(plain, FileTime.from(when));
        Path runnable = Files.createFile(target.resolve("ingest-gateway-" + version + "-exec.jar"));
        Files.setLastModifiedTime(runnable, FileTime.from(DAY));
        return runnable;
    }

    @Test
    void the_jar_that_was_built_last_is_run_whatever_its_version() throws IOException {
        build("2.0.0", DAY);
        Path latest = build("1.9.0", DAY.plusSeconds(60));
        build("1.10.0", DAY.minusSeconds(60));

        assertThat(Service.GATEWAY.jar(root)).isEqualTo(latest);
    }

    @Test
    void a_jar_that_was_not_built_is_named_with_the_command_that_builds_it() {
        assertThatThrownBy(() -> Service.GATEWAY.jar(root))
                .isInstanceOf(ServerFailedException.class)
                .hasMessageContainingAll("ingest-gateway", target.toString(), "mvn package");
        assertThatThrownBy(() -> Service.PROCESSOR.jar(root)).isInstanceOf(ServerFailedException.class);
    }
}
