package io.gatesync.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.localstack.Part;
import io.gatesync.servers.Distribution;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the script {@code ./gatesync} does by itself, without a jar. */
class ScriptTest {

    private static final Path SCRIPT = Distribution.ofSystemProperty().root().resolve("gatesync");

    @TempDir
    private Path data;

    private Path log;

    private record Run(int exitCode, String output) {}

    @BeforeEach
    void write_a_log() throws IOException {
        log = Files.createDirectories(data.resolve("logs")).resolve("gateway.log");
        Files.writeString(log, "one\ntwo\nthree\n");
    }

    private ProcessBuilder script(String... arguments) {
        List<String> command = new ArrayList<>(List.of("sh", SCRIPT.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder script = new ProcessBuilder(command).redirectErrorStream(true);
        script.environment().put("GATESYNC_DATA", data.toString());
        return script;
    }

    private Run run(String... arguments) throws IOException, InterruptedException {
        Process process = script(arguments).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    @Test
    void help_names_every_command_and_no_other() throws Exception {
        Run help = run("help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.output()
                        .lines()
                        .filter(line -> line.startsWith("  ./gatesync "))
                        .map(line -> line.strip().split(" ", -1)[1]))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                GateSync.commandLine().getSubcommands().keySet().stream(),
                                Stream.of("logs", "demo", "bench", "help"))
                        .toList());
        assertThat(run()).isEqualTo(help);
        assertThat(run("--help")).isEqualTo(help);
    }

    @Test
    void an_unknown_command_is_refused() throws Exception {
        Run refused = run("start");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.output()).contains("no command \"start\"", "./gatesync help");
        assertThat(run("help", "start")).isEqualTo(refused);
    }

    @Test
    void logs_shows_the_end_of_a_log() throws Exception {
        assertThat(run("logs", "gateway")).isEqualTo(new Run(0, "one\ntwo\nthree\n"));
        assertThat(run("logs", "gateway", "-n", "1")).isEqualTo(new Run(0, "three\n"));
        assertThat(run("logs", "--lines=2", "gateway")).isEqualTo(new Run(0, "two\nthree\n"));
    }

    @Test
    void logs_finds_the_data_by_option_or_environment() throws Exception {
        Path elsewhere = data.resolve("else where");
        Files.createDirectories(elsewhere.resolve("logs"));
        Files.writeString(elsewhere.resolve("logs").resolve("gateway.log"), "four\n");

        assertThat(run("logs", "--data", elsewhere.toString(), "gateway")).isEqualTo(new Run(0, "four\n"));
        assertThat(run("logs", "gateway", "--data=" + elsewhere)).isEqualTo(new Run(0, "four\n"));
    }

    @Test
    void logs_follows_a_log() throws Exception {
        Process process = script("logs", "-f", "-n", "1", "gateway").start();
        try (BufferedReader output = process.inputReader()) {
            assertThat(output.readLine()).isEqualTo("three");
            Files.writeString(log, "four\n", StandardOpenOption.APPEND);
            assertThat(output.readLine()).isEqualTo("four");
        } finally {
            process.destroy();
        }
        await().until(() -> !process.isAlive());
    }

    @Test
    void logs_says_which_services_there_are() throws Exception {
        Run refused = run("logs", "gatway");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.output()).contains("no service \"gatway\"");
        String names = refused.output().strip().replaceFirst(".*: ", "");
        assertThat(List.of(names.split(" ", -1)))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Part.values()).map(Part::toString).toList());
        assertThat(run("logs").exitCode()).isEqualTo(2);
        assertThat(run("help", "logs").output()).contains(names.split(" ", -1));
    }

    @Test
    void logs_says_where_it_looked_for_a_log_that_is_not_there() throws Exception {
        Run refused = run("logs", "kafka");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output())
                .contains("kafka", data.resolve("logs").resolve("kafka.log").toString());
    }

    @Test
    void logs_refuses_options_that_it_does_not_know() throws Exception {
        assertThat(run("logs", "--tail", "gateway").exitCode()).isEqualTo(2);
        assertThat(run("logs", "-n", "many", "gateway").exitCode()).isEqualTo(2);
        assertThat(run("logs", "gateway", "-n").exitCode()).isEqualTo(2);
        assertThat(run("logs", "gateway", "kafka").exitCode()).isEqualTo(2);
    }
}
