package io.gatesync.localstack.cli;

import io.gatesync.localstack.StackFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "reset", header = "Stops what runs and deletes all data and logs.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
final class ResetCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataFolder data;

    @Override
    public void run() {
        StackFolder folder = data.folder();
        folder.stop();
        folder.delete();
        spec.commandLine().getOut().println("Deleted all data and logs in " + folder.path());
    }
}
