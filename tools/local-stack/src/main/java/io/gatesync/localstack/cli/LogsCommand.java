package io.gatesync.localstack.cli;

import io.gatesync.localstack.Part;
import io.gatesync.servers.ServerFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "logs", header = "Shows the end of a service's log, or follows it.")
final class LogsCommand implements Runnable {

    private static final int POLL_MILLIS = 200;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataFolder data;

    @Parameters(paramLabel = "SERVICE", description = "gateway, processor, projector, kafka, postgres or registry")
    private String service;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "100",
            description = "how many lines; default: ${DEFAULT-VALUE}")
    private int lines;

    @Option(
            names = {"-f", "--follow"},
            description = "go on with what is written from now on, until Ctrl-C")
    private boolean follow;

    @Override
    public void run() {
        Part part = Part.named(service)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "There is no service \"" + service + "\". There are: " + names()));
        Path log = data.folder().log(part);
        if (!Files.exists(log)) {
            throw new ServerFailedException(part + " has not run yet: there is no " + log);
        }
        try {
            show(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void show(Path log) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (var reader = Files.newBufferedReader(log)) {
            Deque<String> last = new ArrayDeque<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                last.add(line);
                if (last.size() > lines) {
                    last.remove();
                }
            }
            last.forEach(out::println);
            out.flush();
            while (follow) {
                String line = reader.readLine();
                if (line != null) {
                    out.println(line);
                    out.flush();
                } else {
                    Thread.sleep(POLL_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String names() {
        return Stream.of(Part.values()).map(Part::toString).collect(Collectors.joining(", "));
    }
}
