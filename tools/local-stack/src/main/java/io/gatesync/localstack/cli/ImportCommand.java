package io.gatesync.localstack.cli;

import io.gatesync.client.Gateway;
import io.gatesync.client.LoggedIn;
import io.gatesync.localstack.StackAccess;
import io.gatesync.localstack.rescue.ExportedQueue;
import io.gatesync.localstack.rescue.Import;
import io.gatesync.localstack.rescue.ImportedScans;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        header = "Takes in the scans of a phone that cannot send them any more.",
        descriptionHeading = "%n",
        description = {
            "The phone's app has exported them as a file. They count as if the phone had sent them: each gets its verdict, and"
                    + " whoever was let in is counted. Importing a file again changes nothing.%n",
            "Ends with 1 if anything in the file was not taken in.%n"
        },
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
final class ImportCommand implements Callable<Integer> {

    /** Before verdicts that were not there in time are asked for again. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the file")
    private Path file;

    @Option(
            names = "--damaged",
            description =
                    "takes what can be read of a file that was cut short or changed; the phone cannot export it again")
    private boolean damaged;

    @Option(
            names = "--device",
            paramLabel = "ID",
            description =
                    "the device that made the scans, where the file does not say it: nobody was logged in on the phone")
    private @Nullable String device;

    @Option(
            names = "--accept-cut-off",
            description = "takes scans of a device that is cut off, too: you answer for what is in the file")
    private boolean acceptCutOff;

    @Option(
            names = "--account",
            paramLabel = "NAME",
            defaultValue = StackAccess.ORGANISER,
            description = "an organiser, or the lead of the event; default: ${DEFAULT-VALUE}")
    private String account;

    @Option(
            names = "--passcode-file",
            paramLabel = "FILE",
            description = "the file with the account's passcode; default: access/NAME-passcode in the data folder")
    private @Nullable Path passcodeFile;

    @Option(names = "--gateway", paramLabel = "URL", description = "the gateway; default: that of `up`")
    private @Nullable URI gateway;

    @Mixin
    private DataFolder data;

    @Override
    public Integer call() throws InterruptedException {
        ExportedQueue queue;
        try {
            queue = ExportedQueue.read(Files.readAllBytes(file));
        } catch (IOException e) {
            return failed("%s cannot be read: %s".formatted(file, e));
        } catch (ExportedQueue.NoExportException e) {
            return failed("%s: %s".formatted(file, e.getMessage()));
        }
        if (queue.damage().isPresent() && !damaged) {
            return failed(
                    "%s is damaged: %s. Nothing was sent. Export it again; if the phone cannot, --damaged takes the %,d scans that can be read."
                            .formatted(file, queue.damage().get(), queue.scans().size()));
        }
        Optional<String> deviceId = queue.deviceId().or(() -> Optional.ofNullable(device));
        if (deviceId.isEmpty()) {
            return failed("%s does not say of which device the scans are. Say it with --device; nothing was sent."
                    .formatted(file));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (queue.scans().isEmpty() && queue.unreadable().isEmpty()) {
            out.println("%s holds no scans: the phone had sent them all.".formatted(file));
            return ExitCode.OK;
        }
        LoggedIn caller;
        try {
            caller = caller();
        } catch (UncheckedIOException e) {
            return failed("The passcode of %s cannot be read: %s. Say with --passcode-file where it is."
                    .formatted(account, e.getCause()));
        }
        ImportedScans imported = new Import(caller, acceptCutOff, PAUSE).send(deviceId.get(), queue.slices());
        queue.damage().ifPresent(damage -> imported.notTaken("what is missing in the file", damage + "."));
        queue.unreadable()
                .forEach(line -> imported.notTaken("line " + line, "it is no scan that the app has written."));
        out.println("%s, device %s".formatted(file, deviceId.get()));
        imported.report().forEach(out::println);
        return imported.isComplete() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private LoggedIn caller() {
        Gateway to = new Gateway(gateway == null ? URI.create(data.folder().gatewayUrl()) : gateway);
        Path passcode =
                passcodeFile == null ? data.folder().access().folder().resolve(account + "-passcode") : passcodeFile;
        return LoggedIn.account(to, account, passcode);
    }

    private int failed(String why) {
        spec.commandLine().getErr().println(why);
        return ExitCode.SOFTWARE;
    }
}
