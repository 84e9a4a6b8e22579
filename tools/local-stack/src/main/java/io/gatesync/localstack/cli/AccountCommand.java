package io.gatesync.localstack.cli;

import io.gatesync.access.AccessFiles;
import io.gatesync.access.AccessFiles.NewAccount;
import io.gatesync.access.Account;
import io.gatesync.access.Role;
import io.gatesync.localstack.StackFolder;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "account",
        header = "Adds, lists and removes the accounts of organisers and leads.",
        descriptionHeading = "%n",
        description = "The gateway reads them when it starts: `./gatesync down`, then `./gatesync up`.%n",
        synopsisSubcommandLabel = "add|list|remove")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
final class AccountCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "add, list or remove? See: ./gatesync help account");
    }

    @Command(
            name = "add",
            header = "Adds an account, and prints its passcode, which stands nowhere else.",
            sortOptions = false)
    void add(
            @Mixin DataFolder data,
            @Parameters(paramLabel = "NAME", description = "what its holder logs in as") String name,
            @Option(
                            names = "--role",
                            required = true,
                            paramLabel = "ROLE",
                            description = "lead (of one event) or organiser")
                    String role,
            @Option(names = "--event", paramLabel = "ID", description = "the event of a lead") @Nullable String event) {
        Role wanted = Role.read(role)
                .filter(known -> known != Role.DEVICE)
                .orElseThrow(() -> refusal("--role has to be lead or organiser, not " + role));
        if ((wanted == Role.LEAD) != (event != null)) {
            throw refusal("--event is given for a lead, and for nobody else");
        }
        String passcode;
        try {
            passcode = data.folder().access().made().add(new NewAccount(name, wanted, Optional.ofNullable(event)));
        } catch (IllegalArgumentException e) {
            throw refusal(String.valueOf(e.getMessage()));
        }
        out().println("Account %s, passcode %s".formatted(name, passcode));
        sayRestart(data.folder());
    }

    @Command(name = "list", header = "Lists the accounts.")
    void list(@Mixin DataFolder data) {
        for (Account account : data.folder().access().made().accounts()) {
            String event = account.eventId().map(id -> " of event " + id).orElse("");
            out().println("%-20s %s%s".formatted(account.name(), account.role().written(), event));
        }
    }

    @Command(name = "remove", header = "Removes an account.")
    void remove(@Mixin DataFolder data, @Parameters(paramLabel = "NAME") String name) {
        AccessFiles files = data.folder().access().made();
        if (!files.remove(name)) {
            throw refusal("There is no account " + name);
        }
        out().println("Removed " + name
                + ". A token that it has is taken until it expires, in 12 hours at the latest.");
        sayRestart(data.folder());
    }

    private void sayRestart(StackFolder folder) {
        if (folder.owner().isPresent()) {
            out().println("The running gateway knows it after `./gatesync down` and `./gatesync up`.");
        }
    }

    private ParameterException refusal(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
