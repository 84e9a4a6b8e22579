package io.gatesync.demo;

import io.gatesync.client.Gateway;
import io.gatesync.client.LoggedIn;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say who opens the event. Only the path of a passcode is given: arguments stand in the process list. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
final class OrganiserOptions {

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "${env:GATESYNC_DATA:-${sys:gatesync.root:-.}/.gatesync}",
            description =
                    "the data folder of the stack, with the organiser's passcode; default: .gatesync in the project, or"
                            + " $$GATESYNC_DATA")
    private Path data;

    @Option(
            names = "--account",
            paramLabel = "NAME",
            defaultValue = "organiser",
            description = "the organiser who opens the event; default: ${DEFAULT-VALUE}")
    private String account;

    @Option(
            names = "--passcode-file",
            paramLabel = "FILE",
            description = "the file with the account's passcode; default: access/NAME-passcode in the data folder")
    private @Nullable Path passcodeFile;

    /** The file with the passcode. */
    Path passcodeFile() {
        return passcodeFile == null ? data.resolve("access").resolve(account + "-passcode") : passcodeFile;
    }

    /** The organiser, who logs in with the first request. */
    LoggedIn organiser(Gateway gateway) {
        return LoggedIn.account(gateway, account, passcodeFile());
    }
}
