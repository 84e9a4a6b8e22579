package io.gatesync.demo;

import io.gatesync.client.EventState;
import io.gatesync.client.Gateway;
import io.gatesync.client.LoadedTickets;
import io.gatesync.client.LoggedIn;
import io.gatesync.client.Reply;
import io.gatesync.client.Reply.Answered;
import io.gatesync.client.Reply.SendAgain;
import io.gatesync.client.RequestRefusedException;
import io.gatesync.guarantees.Finding;
import io.gatesync.guarantees.devices.DeviceGuarantees;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Simulates a festival on the running stack, in an event of its own, and shows live totals. At the end it checks the
 * guarantees on what the devices were told, and that the tables say the same.
 */
@Command(
        name = "demo",
        sortOptions = false,
        description = {
            "Simulates a festival on the running stack, and checks the verdicts.%n",
            "Devices at gates scan tickets, some go offline and upload their backlog, answers get lost, people try a"
                    + " ticket twice. Each run makes an event of its own with fresh tickets. At the end it checks"
                    + " what the devices were told, and that the tables say the same: exit code 1 if not.%n"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
public final class DemoCommand implements Callable<Integer> {

    /** Set by the script, which knows whether its output is a terminal; Java 21 cannot tell. */
    private static final String TERMINAL_PROPERTY = "gatesync.terminal";

    private static final Duration TABLES_LAG = Duration.ofMinutes(1);
    private static final int MOST_DEVICES = 1_000;
    private static final int MOST_SPEED = 1_000;

    private static final int HELP_WIDTH = 100;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:${env:GATESYNC_PORT_GATEWAY:-8080}",
            description = "the gateway; default: ${DEFAULT-VALUE}")
    private URI url;

    @Mixin
    private OrganiserOptions options;

    @Option(
            names = "--devices",
            paramLabel = "N",
            defaultValue = "12",
            description = "phones and handhelds; default: ${DEFAULT-VALUE}")
    private int devices;

    @Option(
            names = "--gates",
            paramLabel = "N",
            defaultValue = "4",
            description = "entrances they stand at; default: ${DEFAULT-VALUE}")
    private int gates;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "90",
            description = "how long the entrances are open; default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "10",
            description = "how many times as fast as in reality people come; in reality, one in 4 s to each device;"
                    + " default: ${DEFAULT-VALUE}")
    private double speed;

    @Option(names = "--seed", paramLabel = "N", description = "repeats the festival of an earlier run; default: random")
    private @Nullable Long seed;

    /** Exits with 0 when all checks hold, with 1 when one does not, and with 2 when the options are wrong. */
    public static void main(String[] arguments) {
        CommandLine command = new CommandLine(new DemoCommand())
                .setCommandName("./gatesync demo")
                .setUsageHelpWidth(HELP_WIDTH);
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("prints this and ends")
                        .build());
        System.exit(command.execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        require(devices >= 1 && devices <= MOST_DEVICES, "--devices has to be from 1 to " + MOST_DEVICES);
        require(gates >= 1 && gates <= devices, "--gates has to be from 1 to the number of devices");
        require(seconds >= 1, "--seconds has to be at least 1");
        require(speed > 0 && speed <= MOST_SPEED, "--speed has to be more than 0 and at most " + MOST_SPEED);
        try {
            return run(seed == null ? new Random().nextInt(1_000_000) : seed);
        } catch (RequestRefusedException e) {
            err().println(e.getMessage());
            return 1;
        } catch (UncheckedIOException e) {
            err().println("There is no passcode in %s. `./gatesync up` makes it; --passcode-file names another."
                    .formatted(options.passcodeFile()));
            return 1;
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private int run(long seed) throws InterruptedException {
        FestivalSpec festivalSpec = new FestivalSpec(devices, gates, Duration.ofSeconds(seconds), speed);
        Festival festival = Festival.plan(festivalSpec, seed);
        Gateway gateway = new Gateway(url);
        LoggedIn organiser = options.organiser(gateway);
        String passcode = UUID.randomUUID().toString();
        String eventId = "demo-"
                + DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).format(LocalDateTime.now(ZoneOffset.UTC));
        if (!opened(organiser, eventId, passcode, festival)) {
            return 1;
        }
        out().println(String.format(
                Locale.ROOT,
                "Event %s with %,d tickets: %d devices at %d gates for %d s, people come %s times as fast as in reality.",
                eventId,
                festival.tickets().size(),
                devices,
                gates,
                seconds,
                Double.toString(speed).replaceFirst("\\.0$", "")));
        out().println("To repeat it: ./gatesync demo --seed " + seed + options());
        out().println();
        DeviceGuarantees guarantees = DeviceGuarantees.of(festival.validCodes()::contains);
        List<Device> devicesAtGates = festival.shifts().stream()
                .map(shift -> new Device(gateway, eventId, passcode, shift, guarantees))
                .toList();
        ScoreboardView view = new ScoreboardView(out(), Boolean.getBoolean(TERMINAL_PROPERTY));
        new FestivalRun(devicesAtGates, festivalSpec.length(), view).run();

        SortedMap<String, Tally> told = new TreeMap<>();
        devicesAtGates.forEach(device -> told.put(device.id(), device.tally()));
        TablesCheck tables = new TablesCheck(
                deviceId -> organiser.send(asOrganiser -> asOrganiser.status(eventId, deviceId)), TABLES_LAG);
        List<Finding> findings = new ArrayList<>(guarantees.findings());
        findings.add(tables.finding(told));
        return summary(findings);
    }

    /** The other options that make this festival what it is. */
    private String options() {
        return spec.commandLine().getParseResult().matchedOptions().stream()
                .filter(option -> !List.of("--seed", "--url", "--data", "--account", "--passcode-file")
                        .contains(option.longestName()))
                .map(option -> " " + option.longestName() + " " + option.getValue())
                .collect(Collectors.joining());
    }

    private boolean opened(LoggedIn organiser, String eventId, String passcode, Festival festival) {
        Reply<EventState> opened =
                organiser.send(asOrganiser -> asOrganiser.openEvent(eventId, "Demo festival", passcode));
        if (opened instanceof SendAgain<EventState> later) {
            err().println(later.why() + ". Is the stack up? ./gatesync up starts it.");
            return false;
        }
        List<byte[]> csv = Stream.concat(
                        Stream.of(Ticket.CSV_HEADER),
                        festival.tickets().stream().map(Ticket::csvRow))
                .map(row -> row.getBytes(StandardCharsets.UTF_8))
                .toList();
        String trouble = switch (organiser.send(asOrganiser -> asOrganiser.loadTickets(eventId, csv))) {
            case SendAgain<LoadedTickets> later -> "The tickets were not loaded: " + later.why();
            case Answered<LoadedTickets> answered ->
                answered.body().refused() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "The gateway refused %,d of the demo's tickets",
                                answered.body().refused());
        };
        err().print(trouble.isEmpty() ? "" : trouble + "\n");
        return trouble.isEmpty();
    }

    private int summary(List<Finding> findings) {
        out().println();
        findings.stream().flatMap(finding -> finding.lines().stream()).forEach(line -> out().println("  " + line));
        long wrong = findings.stream().filter(finding -> !finding.holds()).count();
        out().println();
        out().println(
                        wrong == 0
                                ? "All checks hold."
                                : String.format(Locale.ROOT, "%d of %d checks failed.", wrong, findings.size()));
        out().flush();
        return wrong == 0 ? 0 : 1;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
