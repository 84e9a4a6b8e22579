package io.gatesync.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.localstack.LocalStack;
import io.gatesync.localstack.StackListener;
import io.gatesync.localstack.StackSettings;
import io.gatesync.servers.Directories;
import io.gatesync.servers.Distribution;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Against all of GateSync, with few scans: that everything is measured, and every answer is right. */
@Tag("servers")
class BenchCommandTest {

    private static final Path FOLDER = Path.of("target", "bench-stack").toAbsolutePath();

    private static LocalStack stack;

    @BeforeAll
    static void start() throws IOException {
        Directories.delete(FOLDER);
        stack = new LocalStack(Distribution.ofSystemProperty(), StackSettings.onFreePorts(FOLDER), StackListener.NONE);
        stack.start();
    }

    @AfterAll
    static void stop() throws IOException {
        stack.close();
        Directories.delete(FOLDER);
    }

    private final StringWriter out = new StringWriter();

    private int bench(String... options) {
        String[] always = {"--url", stack.gatewayUrl(), "--data", FOLDER.toString(), "--devices", "4", "--warmup", "0"};
        return new CommandLine(new BenchCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .execute(Stream.concat(Stream.of(always), Stream.of(options)).toArray(String[]::new));
    }

    @Test
    void uploads_and_single_scans_of_all_kinds_are_answered_by_the_rule() {
        int exitCode = bench(
                "--scans=400",
                "--batch=20",
                "--conflicts=10",
                "--duplicates=10",
                "--unknown=10",
                "--codes=sequential",
                "--single=40");

        assertThat(out.toString())
                .contains("per single scan", "gateway", "projector", "0 uploads")
                .contains("ok     each scan has one verdict, each ticket was admitted once, and the tables say so");
        assertThat(exitCode).isZero();
    }

    @Test
    void rates_and_sizes_stand_side_by_side(@TempDir Path plots) {
        int exitCode = bench(
                "--scans=60", "--batch=1,10", "--rate=0,200", "--rounds=2", "--single=0", "--plots", plots.toString());

        assertThat(out.toString()).containsPattern("\n +1 +all +").containsPattern("\n +10 +200 +");
        assertThat(exitCode).isZero();
        assertThat(plots).isDirectoryContaining("glob:**bench-latency.svg");
    }

    @Test
    void other_programs_get_json() {
        assertThat(bench(
                        "--scans=10",
                        "--batch=1",
                        "--call=verify",
                        "--rate=100",
                        "--arrivals=even",
                        "--single=0",
                        "--json"))
                .isZero();

        assertThat(out.toString())
                .startsWith("{")
                .contains("\"scans_per_second\" : 100", "\"behind_scans\" : ", "\"cpu_micros_per_scan\" : ");
    }
}
