package io.gatesync.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.servers.Distribution;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the script {@code ./gatesync} builds, and which jar it runs; with stand-ins for Maven and the JDK. */
class ScriptBuildTest {

    private static final List<String> MODULES = List.of(
            "tools/local-stack", "tools/demo", "tools/bench", "ingest-gateway", "scan-processor", "status-projector");

    /** "Builds" all modules that it is told to, and the servers; each jar holds the module and the version. */
    private static final String MAVEN = """
            #!/bin/sh
            echo built >> builds
            for modules in "$@"; do
                case $modules in *tools/local-stack*) break ;; esac
            done
            for module in $(echo "$modules" | tr , ' '); do
                name=$(basename "$module")
                mkdir -p "$module/target"
                echo "plain $name" > "$module/target/$name-$VERSION.jar"
                echo "$name $VERSION" > "$module/target/$name-$VERSION-exec.jar"
                touch -d 2026-01-01 "$module/target/$name-$VERSION-exec.jar"
            done
            for server in kafka postgres registry; do
                mkdir -p tools/server-processes/servers/target/$server-1
            done
            """;

    /** Prints what the jar holds, and the arguments after it. */
    private static final String JAVA = """
            #!/bin/sh
            while [ "$1" != -jar ]; do shift; done
            cat "$2"
            shift 2
            echo "arguments: $*"
            """;

    @TempDir
    private Path folder;

    private Path project;

    @BeforeEach
    void lay_out_a_project_that_was_never_built() throws IOException {
        project = Files.createDirectories(folder.resolve("my project"));
        Files.copy(Distribution.ofSystemProperty().root().resolve("gatesync"), project.resolve("gatesync"));
        Files.createFile(project.resolve("pom.xml"));
        Files.createFile(Files.createDirectories(project.resolve("tools/server-processes/servers"))
                .resolve("pom.xml"));
        for (String module : MODULES) {
            Path main = Files.createDirectories(project.resolve(module).resolve("src/main"));
            Files.createFile(main.resolve("Source.java"));
            Files.createFile(project.resolve(module).resolve("pom.xml"));
        }
        program("bin/mvn", MAVEN);
        program("jdk/bin/javac", "");
        program("jdk/bin/java", JAVA);
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"21.0.1\"\n");
    }

    private void program(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> run(String version, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("sh", project.resolve("gatesync").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder script = new ProcessBuilder(command).redirectErrorStream(true);
        script.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        script.environment().put("PATH", folder.resolve("bin") + File.pathSeparator + System.getenv("PATH"));
        script.environment().put("VERSION", version);
        Process process = script.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        List<String> lines = output.lines().toList();
        return lines.subList(lines.size() - 2, lines.size());
    }

    private int builds() throws IOException {
        return Files.readAllLines(project.resolve("builds")).size();
    }

    private void change(String module) throws IOException {
        Path source = project.resolve(module).resolve("src/main/Source.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    }

    @Test
    void each_command_runs_the_jar_that_it_is_in_and_builds_it_if_it_is_missing() throws Exception {
        assertThat(run("1", "demo", "--seconds", "5")).containsExactly("demo 1", "arguments: --seconds 5");
        assertThat(builds()).isEqualTo(1);
        assertThat(run("1", "bench")).containsExactly("bench 1", "arguments: ");
        assertThat(run("1", "up", "--port=kafka=1")).containsExactly("local-stack 1", "arguments: up --port=kafka=1");
        assertThat(run("1", "down")).containsExactly("local-stack 1", "arguments: down");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void help_for_a_command_is_what_its_jar_prints() throws Exception {
        assertThat(run("1", "help", "bench")).containsExactly("bench 1", "arguments: --help");
        assertThat(run("1", "help", "up")).containsExactly("local-stack 1", "arguments: up --help");
        assertThat(run("1", "up", "--help")).containsExactly("local-stack 1", "arguments: up --help");
    }

    @Test
    void up_builds_what_has_changed_and_runs_what_was_built_last() throws Exception {
        run("2", "up");
        run("2", "up");
        assertThat(builds()).isEqualTo(1);

        change("scan-processor");
        assertThat(run("10", "demo")).containsExactly("demo 2", "arguments: ");
        assertThat(builds()).as("only up looks for changes").isEqualTo(1);
        assertThat(run("10", "up")).containsExactly("local-stack 10", "arguments: up");
        assertThat(builds()).isEqualTo(2);
        assertThat(run("10", "demo")).containsExactly("demo 10", "arguments: ");
    }

    @Test
    void up_builds_what_is_missing() throws Exception {
        run("1", "up");
        Files.delete(project.resolve("status-projector/target/status-projector-1-exec.jar"));
        run("1", "up");
        assertThat(builds()).isEqualTo(2);

        Files.delete(project.resolve("tools/server-processes/servers/target/postgres-1"));
        run("1", "up");
        assertThat(builds()).isEqualTo(3);
    }
}
