package io.gatesync.localstack.cli;

import io.gatesync.bench.BenchCommand;
import io.gatesync.demo.DemoCommand;
import io.gatesync.servers.ServerFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code ./gatesync}. */
@Command(
        name = "gatesync",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            ResetCommand.class,
            LogsCommand.class,
            DemoCommand.class,
            BenchCommand.class,
            HelpCommand.class
        })
final class GateSync implements Runnable {

    private static final int WIDTH = 100;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().print(help());
    }

    /** The same that the script shows. */
    static String help() {
        try (InputStream file = GateSync.class.getResourceAsStream("help.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new GateSync())
                .setUsageHelpWidth(WIDTH)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (isEnding()) {
                        // Everything is being stopped: what fails now fails because of that.
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    if (failure instanceof ServerFailedException) {
                        command.getErr().println("\n" + failure.getMessage());
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    throw failure;
                });
    }

    /** Whether this JVM is on its way out, by Ctrl-C for instance; only its refusal of shutdown hooks tells. */
    private static boolean isEnding() {
        Thread hook = Thread.ofPlatform().unstarted(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }
}
