package io.gatesync.localstack.cli;

import io.gatesync.localstack.StackFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "down", header = "Stops what runs, also what a killed `up` left behind. Keeps the data.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
final class DownCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataFolder data;

    @Override
    public void run() {
        StackFolder folder = data.folder();
        boolean ran = folder.stop();
        spec.commandLine()
                .getOut()
                .println(ran ? "Stopped. The data are kept in " + folder.path() : "Nothing runs on " + folder.path());
    }
}
