package io.gatesync.bench;

import io.gatesync.client.Gateway;
import io.gatesync.client.RequestRefusedException;
import io.gatesync.servers.RunningProcesses;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
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
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Uploads scans at full speed to the running stack, measures how fast they are answered and in the tables, and checks the
 * guarantees on what the devices were told.
 */
@Command(
        name = "bench",
        sortOptions = false,
        description = {
            "Uploads scans at full speed, and measures how fast they are answered and in the tables.%n",
            "Prints scans per second, latencies, and CPU and memory per process. Checks that each ticket was admitted"
                    + " exactly once and that the tables say so: exit code 1 if not. Each run makes an event of its"
                    + " own with fresh tickets, which stay in the stack's data until `./gatesync reset`.%n"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
public final class BenchCommand implements Callable<Integer> {

    private static final List<Integer> COMPARED_BATCHES = List.of(1, 10, 100, 1_000);
    private static final int REFERENCE_BATCH = 100;
    private static final int ROUNDS = 3;
    /** Keeps the rounds of small uploads short: they are the slow ones. */
    private static final int UPLOADS_PER_ROUND = 2_000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

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
            names = "--scans",
            paramLabel = "N",
            defaultValue = "200000",
            description = "scans to upload; default: ${DEFAULT-VALUE}")
    private int scans;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "100",
            description = "scans in one upload; default: ${DEFAULT-VALUE}")
    private int batch;

    @Option(
            names = "--devices",
            paramLabel = "N",
            defaultValue = "16",
            description = "devices that upload at the same time; default: ${DEFAULT-VALUE}")
    private int devices;

    @Option(
            names = "--conflicts",
            paramLabel = "PERCENT",
            defaultValue = "5",
            description =
                    "percentage of scans whose ticket a second device scans as well; default:" + " ${DEFAULT-VALUE}")
    private int conflicts;

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

    @Option(names = "--seed", paramLabel = "N", description = "repeats the uploads of an earlier run; default: random")
    private @Nullable Long seed;

    @Option(
            names = "--compare",
            description = "measures uploads of 1, 10, 100 and 1,000 scans in turn, 3 rounds of at most --scans each")
    private boolean compare;

    @Option(names = "--json", description = "prints JSON and nothing else")
    private boolean json;

    /** Exits with 0 when all checks hold, with 1 when one does not, and with 2 when the options are wrong. */
    public static void main(String[] arguments) {
        CommandLine command = new CommandLine(new BenchCommand())
                .setCommandName("./gatesync bench")
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
        requireBetween("--scans", scans, 1, 1_000_000);
        requireBetween("--batch", batch, 1, 5_000);
        requireBetween("--devices", devices, 1, 1_000);
        requireBetween("--conflicts", conflicts, 0, 50);
        requireBetween("--warmup", warmup, 0, 1_000_000);
        requireBetween("--single", single, 0, 100_000);
        requireBetween("--seconds", seconds, 1, 3_600);
        try {
            Report report = measure(seed == null ? new Random().nextInt(1_000_000) : seed);
            print(report);
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

    private void requireBetween(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(),
                    String.format(Locale.ROOT, "%s has to be from %,d to %,d", option, least, most));
        }
    }

    private Report measure(long seed) throws NotReadyException, InterruptedException {
        Gateway gateway = new Gateway(url);
        // With the seed, because two runs may begin in the same second.
        String eventId = "bench-%s-%d"
                .formatted(
                        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
                                .format(LocalDateTime.now(ZoneOffset.UTC)),
                        seed);
        Callers callers = new Callers(gateway, options.organiser(gateway), eventId);
        TicketLoader loader = new TicketLoader(callers, eventId);
        loader.openEvent();
        Optional<ScanPlan> warmupPlan = warmup == 0
                ? Optional.empty()
                : Optional.of(ScanPlan.of(eventId, "warmup", new LoadSpec(warmup, batch, devices, conflicts), seed));
        Optional<ScanPlan> singlePlan =
                single == 0 || compare ? Optional.empty() : Optional.of(QuietGate.plan(eventId, single, seed));
        List<ScanPlan> plans =
                compare ? comparedPlans(eventId, seed) : List.of(ScanPlan.of(eventId, "scan", load(), seed));

        progress(String.format(
                Locale.ROOT, "Event %s, seed %d: %d devices, %d %% conflicts%n", eventId, seed, devices, conflicts));
        progress("tickets  ");
        TicketLoader.Loading loading = loader.load(Stream.of(warmupPlan.stream(), singlePlan.stream(), plans.stream())
                .flatMap(some -> some)
                .toList());
        progress(String.format(
                Locale.ROOT,
                "%,9d loaded          %,7.0f/s to Kafka  %,7.0f/s to the tables%n",
                loading.tickets(),
                loading.tickets() / loading.acknowledgedSeconds(),
                loading.tickets() / loading.inTablesSeconds()));

        BenchRun run = new BenchRun(
                callers,
                eventId,
                new ProcessMeter(() -> RunningProcesses.in(options.data())),
                Duration.ofSeconds(seconds));
        Measurement warm = null;
        if (warmupPlan.isPresent()) {
            progress("warm-up  ");
            warm = run.measure(warmupPlan.get());
            progress(warm);
        }
        QuietGate.Waits waits = null;
        if (singlePlan.isPresent()) {
            progress("one by one ");
            waits = new QuietGate(callers, eventId).measure(singlePlan.get(), seed);
            progress(String.format(Locale.ROOT, "%,7d scans            %s%n", waits.scans(), waits.latencyMillis()));
        }
        List<Measurement> measurements = new ArrayList<>();
        for (ScanPlan plan : plans) {
            progress("measured ");
            measurements.add(run.measure(plan));
            progress(measurements.getLast());
        }
        int cores = Runtime.getRuntime().availableProcessors();
        return new Report(url.toString(), eventId, seed, cores, loading, warm, waits, measurements);
    }

    private LoadSpec load() {
        return new LoadSpec(scans, batch, devices, conflicts);
    }

    /** The sizes in turn, so that other work on the machine slows all of them alike. */
    private List<ScanPlan> comparedPlans(String eventId, long seed) {
        List<ScanPlan> plans = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            for (int size : COMPARED_BATCHES) {
                LoadSpec load = new LoadSpec(Math.min(scans, size * UPLOADS_PER_ROUND), size, devices, conflicts);
                plans.add(ScanPlan.of(eventId, "round%d-of-%d".formatted(round, size), load, seed + round));
            }
        }
        return plans;
    }

    private void progress(Measurement measured) {
        progress(String.format(
                Locale.ROOT,
                "%,9d scans by %,5d  %,7.0f/s answered  %,7.0f/s to the tables%n",
                measured.scans(),
                measured.load().batch(),
                measured.answeredPerSecond(),
                measured.inTablesPerSecond()));
    }

    private void progress(String text) {
        if (!json) {
            out().print(text);
            out().flush();
        }
    }

    private void print(Report report) {
        if (json) {
            out().println(JSON.writeValueAsString(report));
        } else {
            out().println();
            (compare ? report.comparison(REFERENCE_BATCH) : report.lines()).forEach(out()::println);
        }
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
