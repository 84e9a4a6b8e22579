package io.gatesync.localstack.cli;

import io.gatesync.localstack.LocalStack;
import io.gatesync.localstack.Part;
import io.gatesync.localstack.StackFolder;
import io.gatesync.localstack.StackSettings;
import io.gatesync.localstack.TablesRebuild;
import io.gatesync.servers.Distribution;
import io.gatesync.servers.RunningServers;
import io.gatesync.servers.ServerFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "rebuild-tables",
        header = "Empties the tables in PostgreSQL, and builds them anew from Kafka.",
        descriptionHeading = "%n",
        description = {
            "While `up` runs, its projector does the work: verdicts are given as before, and reads show more and more. While it"
                    + " does not, this starts what it needs, and stops it at the end.",
            "Rows whose records Kafka no longer keeps (outcomes and uploads older than 90 days) are lost.%n"
        },
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
final class RebuildTablesCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration STALLED_AFTER = Duration.ofMinutes(1);

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataFolder data;

    @Mixin
    private PortOptions ports;

    @Override
    public Integer call() throws IOException, InterruptedException {
        StackFolder folder = data.folder();
        LogFile.writeTo(Files.createDirectories(folder.path().resolve("logs")).resolve("gatesync.log"));
        try (Terminal terminal = Terminal.of(spec.commandLine().getOut())) {
            if (folder.owner().isPresent()) {
                TablesRebuild rebuild = TablesRebuild.of(folder, Distribution.ofSystemProperty());
                watch(rebuild, rebuild.empty(), folder, terminal);
            } else {
                rebuildAlone(folder, terminal);
            }
        }
        return ExitCode.OK;
    }

    private void rebuildAlone(StackFolder folder, Terminal terminal) throws InterruptedException {
        Distribution distribution = Distribution.ofSystemProperty();
        StackSettings settings = new StackSettings(
                folder.path(), ports.chosen(), StackSettings.DEFAULT_KAFKA_HEAP, StackSettings.DEFAULT_SERVICE_HEAP);
        try (LocalStack stack = new LocalStack(distribution, settings, new StackProgress(terminal))) {
            RunningServers.beforeStopping(stack::close);
            stack.startOnly(Part.KAFKA, Part.POSTGRES, Part.REGISTRY);
            TablesRebuild rebuild = TablesRebuild.of(folder, distribution);
            long behind = rebuild.empty();
            stack.startOnly(Part.PROJECTOR);
            watch(rebuild, behind, folder, terminal);
        }
    }

    private static void watch(TablesRebuild rebuild, long behind, StackFolder folder, Terminal terminal)
            throws InterruptedException {
        long begin = System.nanoTime();
        long progressed = begin;
        long remaining = behind;
        terminal.line("The tables are empty. The projector builds them from %,d records.".formatted(behind));
        while (remaining > 0) {
            terminal.waitingFor("%,d of %,d records".formatted(behind - remaining, behind));
            Thread.sleep(POLL);
            long now = remaining(rebuild, remaining);
            if (now < remaining) {
                progressed = System.nanoTime();
            } else if (Duration.ofNanos(System.nanoTime() - progressed).compareTo(STALLED_AFTER) > 0) {
                progressed = System.nanoTime();
                terminal.line("! No record came for %d s; still waiting. Log: %s"
                        .formatted(STALLED_AFTER.toSeconds(), folder.log(Part.PROJECTOR)));
            }
            remaining = now;
        }
        terminal.waitingFor("");
        terminal.line(StackProgress.done("tables", "built anew", Duration.ofNanos(System.nanoTime() - begin)));
    }

    /** PostgreSQL may be away for a while, as for the projector. */
    private static long remaining(TablesRebuild rebuild, long before) {
        try {
            return rebuild.remaining();
        } catch (ServerFailedException unknown) {
            return before;
        }
    }
}
