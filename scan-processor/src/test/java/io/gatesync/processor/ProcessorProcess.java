package io.gatesync.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.servers.ChildJvm;
import io.gatesync.servers.ProcessEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The service as a process of its own, to see how it ends. */
final class ProcessorProcess implements AutoCloseable {
    private static final int EXIT_TIMEOUT_SECONDS = 120;

    private final Process process;
    private final Path log;

    private ProcessorProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static ProcessorProcess start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ChildJvm.optionsOfAll());
        command.addAll(
                List.of("-Xmx256m", "--enable-native-access=ALL-UNNAMED", ScanProcessorApplication.class.getName()));
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile("scan-processor", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return new ProcessorProcess(builder.start(), log);
    }

    /** Waits for the end of the process. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(EXIT_TIMEOUT_SECONDS, TimeUnit.SECONDS))
                .as("the process ends; its log: %s", output())
                .isTrue();
        return process.exitValue();
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        ProcessEnd.within(Duration.ofMinutes(1), process.destroyForcibly().toHandle());
        Files.delete(log);
    }
}
