package io.gatesync.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables in the README leave nothing out. */
class ReadmeTest {
    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    @ParameterizedTest
    @MethodSource("io.gatesync.schemas.PublishedSchemasTest#recordNames")
    void each_record_has_its_row(String name) throws IOException {
        assertThat(readme()).contains("| `%s` | `gatesync.".formatted(name));
    }

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void each_verdict_has_its_row(Verdict verdict) throws IOException {
        assertThat(readme()).contains("| `%s` | `".formatted(verdict));
    }

    @Test
    void no_verdict_has_a_row_that_the_schema_does_not_know() throws IOException {
        assertThat(readme().lines().filter(row -> row.matches("\\| `[A-Z_]+` \\|.*")))
                .hasSameSizeAs(Verdict.values());
    }
}
