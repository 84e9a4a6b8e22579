package io.gatesync.gateway;

import io.gatesync.servers.ChildJvm;
import io.gatesync.servers.ProcessEnd;
import io.gatesync.testing.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The gateway as a process of its own, with a heap of a known size. */
final class GatewayProcess implements AutoCloseable {
    static final int HEAP_MEGABYTES = 128;

    private static final Duration END_TIMEOUT = Duration.ofMinutes(2);

    private final Process process;
    private final Path log;

    static GatewayProcess start(Servers servers) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ChildJvm.optionsOfAll());
        command.addAll(List.of("-Xmx" + HEAP_MEGABYTES + "m", GatewayApplication.class.getName()));
        command.addAll(RunningGateway.arguments(servers.bootstrapServers(), servers.registryUrl()));
        try {
            Path log = Files.createTempFile("ingest-gateway", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            return new GatewayProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private GatewayProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until the process has ended by itself. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(END_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("The gateway does not end: " + output());
        }
        return process.exitValue();
    }

    /** What it has logged so far. */
    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        ProcessEnd.within(END_TIMEOUT, process.destroyForcibly().toHandle());
        try {
            Files.delete(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
