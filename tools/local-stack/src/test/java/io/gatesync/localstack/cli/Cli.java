package io.gatesync.localstack.cli;

import static org.awaitility.Awaitility.await;

import io.gatesync.servers.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One run of the command, as a process of its own. */
final class Cli implements AutoCloseable {

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(3);

    private final Process process;
    private final Path output;

    private Cli(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static Cli start(StandInProject project, String... arguments) throws IOException {
        return start(project, Map.of(), arguments);
    }

    static Cli start(StandInProject project, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ChildJvm.optionsOfAll());
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "-Dgatesync.root=" + project.root(),
                "-D" + ChildJvm.OPTIONS_PROPERTY + "=" + String.join(" ", ChildJvm.optionsOfAll()),
                GateSync.class.getName()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(project.root(), "output", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new Cli(builder.start(), output);
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Cli untilItSays(String text) {
        return untilItSays(text, LONG_ENOUGH);
    }

    Cli untilItSays(String text, Duration patience) {
        await().atMost(patience).until(() -> {
            if (!process.isAlive() && !output().contains(text)) {
                throw new AssertionError("Ended without saying \"" + text + "\":\n" + output());
            }
            return output().contains(text);
        });
        return this;
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(LONG_ENOUGH.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("Still runs:\n" + output());
        }
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    /** SIGTERM, which means the same to `up` as Ctrl-C; a build in the background starts its processes with SIGINT ignored. */
    void tellToStop() {
        process.destroy();
    }

    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            exitCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
