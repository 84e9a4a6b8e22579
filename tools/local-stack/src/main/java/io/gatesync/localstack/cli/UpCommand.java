package io.gatesync.localstack.cli;

import io.gatesync.localstack.GatewayCertificate;
import io.gatesync.localstack.LocalStack;
import io.gatesync.localstack.Part;
import io.gatesync.localstack.StackFolder;
import io.gatesync.localstack.StackPorts;
import io.gatesync.localstack.StackSettings;
import io.gatesync.localstack.StartTraining;
import io.gatesync.localstack.cli.Supervisor.Supervised;
import io.gatesync.servers.Distribution;
import io.gatesync.servers.RunningServers;
import io.gatesync.servers.ServerFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "up",
        header = "Starts everything, and keeps it running until Ctrl-C.",
        descriptionHeading = "%n",
        description = {
            "The first time it loads a demo event. Later it uses the data that it kept.",
            "It starts a part again that crashes or is killed, and goes on without one that cannot be started.%n"
        },
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
final class UpCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataFolder data;

    @Mixin
    private PortOptions ports;

    @Mixin
    private CertificateOptions certificate;

    @Option(
            names = "--service-heap",
            paramLabel = "SIZE",
            defaultValue = "${env:GATESYNC_HEAP_SERVICE:-" + StackSettings.DEFAULT_SERVICE_HEAP + "}",
            description = "heap of each service's JVM; default: " + StackSettings.DEFAULT_SERVICE_HEAP)
    private String serviceHeap;

    @Option(
            names = "--kafka-heap",
            paramLabel = "SIZE",
            defaultValue = "${env:GATESYNC_HEAP_KAFKA:-" + StackSettings.DEFAULT_KAFKA_HEAP + "}",
            description = "heap of Kafka's JVM; default: " + StackSettings.DEFAULT_KAFKA_HEAP)
    private String kafkaHeap;

    @Option(
            names = "--start-caches",
            paramLabel = "true|false",
            arity = "1",
            defaultValue = "${env:GATESYNC_START_CACHES:-true}",
            description =
                    "whether start caches are made in the background where there are none, so that the next start is faster; default: true")
    private boolean makeStartCaches;

    @Option(names = "--restart-pause", hidden = true, defaultValue = "PT1S", description = "shorter in tests")
    private Duration restartPause;

    @Override
    public Integer call() throws IOException {
        StackFolder folder = data.folder();
        GatewayCertificate chosenCertificate = certificate.chosen();
        refuseIfRunning(folder);
        LogFile.writeTo(Files.createDirectories(folder.path().resolve("logs")).resolve("gatesync.log"));

        StackPorts chosen = ports.chosen();
        Terminal terminal = Terminal.of(spec.commandLine().getOut());
        terminal.line("GateSync is starting. Data and logs: " + folder.path());
        terminal.line("");
        try (terminal) {
            Distribution distribution = Distribution.ofSystemProperty();
            LocalStack stack = new LocalStack(
                    distribution,
                    new StackSettings(
                            folder.path(),
                            chosen,
                            kafkaHeap,
                            serviceHeap,
                            chosenCertificate,
                            StackSettings.More.NOTHING),
                    new StackProgress(terminal));
            StartCachesInBackground startCaches =
                    new StartCachesInBackground(new StartTraining(distribution, folder.path()), terminal);
            RunningServers.beforeStopping(() -> {
                startCaches.stop();
                stack.close();
            });
            Supervisor supervisor = new Supervisor(restartPause, terminal);
            Set<Part> missing = new ConcurrentSkipListSet<>();
            stack.startAvailable(part -> supervisor.watch(supervised(stack, part)), (part, failure) -> {
                missing.add(part);
                supervisor.startAgain(supervised(stack, part), failure);
            });
            new DemoEvent(stack.gatewayUrl(), stack.access()).loadOnce(folder, terminal);
            ReadyMessage.of(stack, folder, chosenCertificate).print(terminal, missing);
            if (makeStartCaches
                    && missing.isEmpty()
                    && !stack.missingStartCaches().isEmpty()) {
                startCaches.make();
            }
            supervisor.untilNothingWorks();
            return ExitCode.SOFTWARE;
        }
    }

    private static Supervised supervised(LocalStack stack, Part part) {
        return new Supervised(stack.part(part), () -> stack.startAgain(part), part.withoutIt());
    }

    private static void refuseIfRunning(StackFolder folder) {
        folder.owner().ifPresent(owner -> {
            throw new ServerFailedException(
                    "GateSync already runs on the data in %s (process %d). `./gatesync down` stops it."
                            .formatted(folder.path(), owner.pid()));
        });
    }
}
