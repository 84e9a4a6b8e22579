package io.gatesync.localstack.cli;

import io.gatesync.servers.PortTakenException;
import io.gatesync.servers.RunningServers;
import io.gatesync.servers.ServerFailedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The commands of {@code ./gatesync} that start, stop and mend the stack. The script itself, or another jar, has the others. */
@Command(
        name = "./gatesync",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            ResetCommand.class,
            RebuildTablesCommand.class,
            DeadLettersCommand.class,
            AccountCommand.class,
            ImportCommand.class
        })
final class GateSync {

    private static final int HELP_WIDTH = 100;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "prints this and ends")
    @SuppressWarnings("UnusedVariable") // It is picocli that prints the help.
    private boolean help;

    static CommandLine commandLine() {
        return new CommandLine(new GateSync())
                .setUsageHelpWidth(HELP_WIDTH)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (RunningServers.areBeingStopped()) {
                        // By Ctrl-C, for instance: what fails now fails because of that.
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    if (failure instanceof ServerFailedException) {
                        command.getErr().println("\n" + failure.getMessage());
                        if (failure instanceof PortTakenException taken) {
                            command.getErr()
                                    .println("Another port: ./gatesync up --port "
                                            + taken.port().name() + "=NUMBER");
                        }
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    throw failure;
                });
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }
}
