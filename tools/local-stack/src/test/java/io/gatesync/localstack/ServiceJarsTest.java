package io.gatesync.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceJarsTest {

    private static final FileTime DAY = FileTime.from(Instant.parse("2026-06-01T00:00:00Z"));

    @TempDir
    private Path root;

    private Path built;
    private ServiceJars jars;

    @BeforeEach
    void name_the_places() {
        built = root.resolve("ingest-gateway-1-exec.jar");
        jars = new ServiceJars(root.resolve("jars"));
    }

    /** As the build makes them: of equal sources equal byte for byte, and all of one date. */
    private void build(String content) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(built))) {
            JarEntry entry = new JarEntry("content");
            entry.setMethod(ZipEntry.DEFLATED);
            entry.setLastModifiedTime(DAY);
            out.putNextEntry(entry);
            out.write(content.getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
        Files.setLastModifiedTime(built, DAY);
    }

    @Test
    void a_build_that_differs_in_nothing_but_content_is_another_program_and_replaces_the_earlier() throws IOException {
        build("one");
        long size = Files.size(built);
        Path first = jars.program("gateway", built);
        Path other = jars.program("processor", built);
        assertThat(jars.program("gateway", built)).isEqualTo(first);

        build("two");
        assertThat(Files.size(built)).isEqualTo(size);
        Path second = jars.program("gateway", built);

        assertThat(second).isNotEqualTo(first);
        assertThat(second.resolve("gateway.jar")).hasSameBinaryContentAs(built);
        assertThat(first).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void what_a_killed_start_has_left_half_made_is_deleted() throws IOException {
        build("one");
        Path half = Files.createDirectories(jars.folder().resolve("new").resolve("gateway123"));
        Path whole = jars.program("gateway", built);

        jars.deleteHalves();
        assertThat(half).doesNotExist();
        assertThat(whole.resolve("gateway.jar")).exists();
    }
}
