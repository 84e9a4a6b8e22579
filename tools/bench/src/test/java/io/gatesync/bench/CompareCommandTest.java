package io.gatesync.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The real services, for a second each: that all of them are measured, and give the verdicts of the rule. */
@Tag("servers")
class CompareCommandTest {

    @Test
    void all_services_answer_by_the_rule_and_are_told(@TempDir Path folder) {
        StringWriter out = new StringWriter();
        int exitCode = new CommandLine(new BenchCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .execute(
                        "compare",
                        "--folder",
                        "target/compare",
                        "--rounds=1",
                        "--seconds=1",
                        "--warmup=1",
                        "--devices=4",
                        "--batch=50",
                        "--duplicates=5",
                        "--conflicts=10",
                        "--unknown=5",
                        "--plots",
                        folder.toString());

        assertThat(out.toString())
                .contains("GateSync", "PostgreSQL, equal", "PostgreSQL, lean", "the guide", "an empty HTTP endpoint")
                .contains("ok     each service gave each scan the verdict of the rule, and its tables say so");
        assertThat(exitCode).isZero();
        assertThat(folder).isDirectoryContaining("glob:**.svg");
    }
}
