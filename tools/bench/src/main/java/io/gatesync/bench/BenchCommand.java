package io.gatesync.bench;

import io.gatesync.bench.LoadSpec.Arrivals;
import io.gatesync.bench.LoadSpec.Call;
import io.gatesync.bench.LoadSpec.Pace;
import io.gatesync.client.RequestRefusedException;
import io.gatesync.servers.RunningProcesses;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Uploads scans to the running stack, measures how fast they are answered and in the tables, and checks the guarantees on what the
 * devices were told.
 */
@Command(
        name = "bench",
        sortOptions = false,
        subcommands = {CompareCommand.class, ServeOpponentCommand.class},
        description = {
            "Uploads scans, at full speed or at a given rate, and measures how fast they are answered and in the tables.%n",
            "Prints scans per second, latencies, and CPU and memory per process. Checks that each ticket was admitted"
                    + " exactly once and that the tables say so: exit code 1 if not. Each run makes an event of its"
                    + " own with fresh tickets, which stay in the stack's data until `./gatesync reset`.%n"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
public final class BenchCommand implements Callable<Integer> {

    private static final int HELP_WIDTH = 100;
    /** Few enough that no scan waits for another, many enough to meet all phases of the processor's commit interval. */
    private static final int SINGLE_SCANS_PER_SECOND = 50;

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

    @Mixin
    private LoadOptions load;

    @Option(
            names = "--scans",
            paramLabel = "N",
            defaultValue = "200000",
            description = "scans to upload; default: ${DEFAULT-VALUE}")
    private int scans;

    @Option(
            names = "--batch",
            paramLabel = "N",
            split = ",",
            defaultValue = "100",
            description = "scans in one upload, or several such numbers with commas; default: ${DEFAULT-VALUE}")
    private List<Integer> batches;

    @Option(
            names = "--rate",
            paramLabel = "N",
            split = ",",
            defaultValue = "0",
            description =
                    "scans a second, whatever the service does, or several such numbers with commas; default: as many as it"
                            + " takes")
    private List<Integer> rates;

    @Option(
            names = "--arrivals",
            paramLabel = "HOW",
            defaultValue = "random",
            description = "whether uploads come at random moments or even ones, with --rate; default: ${DEFAULT-VALUE}")
    private Arrivals arrivals;

    @Option(
            names = "--call",
            paramLabel = "NAME",
            defaultValue = "sync",
            description = "sync: uploads; verify: single scans, each by a call of its own; default: ${DEFAULT-VALUE}")
    private Call call;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            defaultValue = "100000",
            description = "scans to upload first, without measuring; default: ${DEFAULT-VALUE}")
    private int warmup;

    @Option(
            names = "--single",
            paramLabel = "N",
            defaultValue = "500",
            description = "scans to send one by one first, as at a quiet gate; default: ${DEFAULT-VALUE}")
    private int single;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "time after which no upload is started; default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "measures all combinations of --batch and --rate so many times, in turn; default: ${DEFAULT-VALUE}")
    private int rounds;

    /** Exits with 0 when all checks hold, with 1 when one does not, and with 2 when the options are wrong. */
    public static void main(String[] arguments) {
        CommandLine command = new CommandLine(new BenchCommand())
                .setCommandName("./gatesync bench")
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(HELP_WIDTH);
        addHelp(command);
        command.getSubcommands().values().forEach(BenchCommand::addHelp);
        System.exit(command.execute(arguments));
    }

    private static void addHelp(CommandLine command) {
        command.setUsageHelpWidth(HELP_WIDTH);
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("prints this and ends")
                        .build());
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        check();
        try {
            Report report = measure(load.seed());
            print(report);
            Path plots = load.plots();
            if (plots != null) {
                report.drawTo(plots);
            }
            return report.holds() ? 0 : 1;
        } catch (NotReadyException | RequestRefusedException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        } catch (UncheckedIOException e) {
            spec.commandLine()
                    .getErr()
                    .println("There is no passcode in %s. `./gatesync up` makes it; --passcode-file names another."
                            .formatted(options.passcodeFile()));
            return 1;
        }
    }

    private void check() {
        CommandLine command = spec.commandLine();
        load.check(command);
        LoadOptions.requireBetween(command, "--scans", scans, 1, 5_000_000);
        LoadOptions.requireBetween(command, "--warmup", warmup, 0, 5_000_000);
        LoadOptions.requireBetween(command, "--single", single, 0, 100_000);
        LoadOptions.requireBetween(command, "--seconds", seconds, 1, 36_000);
        LoadOptions.requireBetween(command, "--rounds", rounds, 1, 100);
        for (int batch : batches) {
            LoadOptions.requireBetween(command, "--batch", batch, 1, call == Call.VERIFY ? 1 : 5_000);
        }
        for (int rate : rates) {
            LoadOptions.requireBetween(command, "--rate", rate, 0, 1_000_000);
        }
    }

    private Report measure(long seed) throws NotReadyException, InterruptedException {
        BenchEvent event = BenchEvent.open(url, options::organiser, seed, () -> RunningProcesses.in(options.data()));
        Optional<ScanPlan> warmupPlan = warmup == 0
                ? Optional.empty()
                : Optional.of(event.plan("warmup", spec(warmup, batches.getFirst(), Pace.CLOSED, call)));
        Optional<ScanPlan> singlePlan =
                single == 0 ? Optional.empty() : Optional.of(event.plan("single", singleSpec()));
        List<ScanPlan> plans = plans(event);

        progress(String.format(Locale.ROOT, "Event %s, seed %d: %d devices%n", event.id(), seed, load.devices()));
        progress("tickets  ");
        TicketLoader.Loading loading = event.load(Stream.of(warmupPlan.stream(), singlePlan.stream(), plans.stream())
                .flatMap(some -> some)
                .toList());
        progress(String.format(
                Locale.ROOT,
                "%,9d loaded          %,7.0f/s to Kafka  %,7.0f/s to the tables%n",
                loading.tickets(),
                loading.tickets() / loading.acknowledgedSeconds(),
                loading.tickets() / loading.inTablesSeconds()));

        Measurement warm = warmupPlan.isPresent() ? measured(event, "warm-up", warmupPlan.get()) : null;
        Measurement oneByOne = singlePlan.isPresent() ? measured(event, "single", singlePlan.get()) : null;
        List<Measurement> measurements = new ArrayList<>();
        for (ScanPlan plan : plans) {
            measurements.add(measured(event, "measured", plan));
        }
        int cores = Runtime.getRuntime().availableProcessors();
        return new Report(url.toString(), event.id(), seed, cores, loading, warm, oneByOne, measurements);
    }

    private LoadSpec singleSpec() {
        return spec(single, 1, new Pace(SINGLE_SCANS_PER_SECOND, Arrivals.RANDOM), Call.VERIFY);
    }

    private LoadSpec spec(int scans, int batch, Pace pace, Call call) {
        return new LoadSpec(scans, batch, load.devices(), load.mix(), load.codes(), pace, call);
    }

    /** In turn, so that other work on the machine slows all combinations alike. */
    private List<ScanPlan> plans(BenchEvent event) {
        List<ScanPlan> plans = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            for (int batch : batches) {
                for (int rate : rates) {
                    int most = rate == 0 ? scans : Math.min(scans, rate * seconds);
                    plans.add(event.plan(
                            "round%d-of-%d-at-%d".formatted(round, batch, rate),
                            spec(most, batch, new Pace(rate, arrivals), call)));
                }
            }
        }
        return plans;
    }

    private Measurement measured(BenchEvent event, String word, ScanPlan plan)
            throws NotReadyException, InterruptedException {
        progress(String.format(Locale.ROOT, "%-9s", word));
        Measurement measured = event.measure(plan, Duration.ofSeconds(seconds));
        progress(String.format(
                Locale.ROOT,
                "%,9d scans by %,5d  %,7.0f/s answered  %,7.0f/s to the tables%n",
                measured.scans(),
                measured.load().batch(),
                measured.answeredPerSecond(),
                measured.inTablesPerSecond()));
        return measured;
    }

    private void progress(String text) {
        if (!load.json()) {
            out().print(text);
            out().flush();
        }
    }

    private void print(Report report) {
        if (load.json()) {
            out().println(Json.of(report));
        } else {
            out().println();
            report.lines().forEach(out()::println);
        }
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
