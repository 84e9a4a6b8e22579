package io.gatesync.bench;

import io.gatesync.bench.Limits.Limit;
import io.gatesync.bench.LoadSpec.Call;
import io.gatesync.bench.LoadSpec.Pace;
import io.gatesync.opponents.Opponent.Indexes;
import io.gatesync.opponents.Opponent.Kind;
import io.gatesync.servers.Directories;
import io.gatesync.servers.Distribution;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures GateSync and its opponents in turns, in one run, and prints ratios. */
@Command(
        name = "compare",
        sortOptions = false,
        description = {
            "Starts GateSync and services that have PostgreSQL alone, each on fresh servers, and uploads to them in turns.%n",
            "Prints medians over the rounds, and how many times as fast GateSync is. Nothing else should run. `up` need not run."
                    + " Exit code 1 if a service gave a wrong verdict.%n"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
final class CompareCommand implements Callable<Integer> {

    /** How a service is called in the results, and what it is. */
    private enum Opposing {
        EQUAL("PostgreSQL, equal", Kind.GROUP_COMMIT, Indexes.EQUAL),
        LEAN("PostgreSQL, lean", Kind.GROUP_COMMIT, Indexes.LEAN),
        GUIDE("the guide", Kind.ROW_BY_ROW, Indexes.EQUAL);

        private final String title;
        private final Kind kind;
        private final Indexes indexes;

        Opposing(String title, Kind kind, Indexes indexes) {
            this.title = title;
            this.kind = kind;
            this.indexes = indexes;
        }
    }

    private static final int FIRST_WARMUP_SCANS = 20_000;
    /** More tickets than will be scanned, if a service gets no faster than it was. */
    private static final double RESERVE = 1.3;

    private static final int MOST_SCANS = 3_000_000;
    private static final int PARTS_OF_A_ROUND = 4;

    @Spec
    private CommandSpec spec;

    @Mixin
    private LoadOptions load;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "100",
            description = "scans in one upload; default: ${DEFAULT-VALUE}")
    private int batch;

    @Option(
            names = "--against",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "equal,lean,guide",
            description =
                    "opponents: equal and lean have PostgreSQL alone and commit many uploads at once, with GateSync's indexes or"
                            + " the fewest; guide is the guide's algorithm, row by row; default: ${DEFAULT-VALUE}")
    private List<Opposing> against;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "how often each is measured; default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "time of each measurement; default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--warmup",
            paramLabel = "SECONDS",
            defaultValue = "90",
            description = "time for which each is loaded before, until its code is compiled; default: ${DEFAULT-VALUE}")
    private int warmup;

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            defaultValue = "${sys:gatesync.root:-.}/target/compare",
            description = "for the servers' data; emptied before and after; default: target/compare in the project")
    private Path folder;

    private long seed;

    @Override
    public Integer call() throws Exception {
        load.check(spec.commandLine());
        LoadOptions.requireBetween(spec.commandLine(), "--batch", batch, 1, 5_000);
        LoadOptions.requireBetween(spec.commandLine(), "--rounds", rounds, 1, 100);
        LoadOptions.requireBetween(spec.commandLine(), "--seconds", seconds, 1, 3_600);
        LoadOptions.requireBetween(spec.commandLine(), "--warmup", warmup, 1, 3_600);
        seed = load.seed();
        Directories.delete(folder);
        List<Service> services = new ArrayList<>();
        try {
            start(services);
            Comparison comparison = compare(services);
            print(comparison);
            return comparison.holds() ? 0 : 1;
        } catch (NotReadyException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        } finally {
            services.forEach(service -> service.contender.close());
            Directories.delete(folder);
        }
    }

    /** A service with its event, and what was measured of it. */
    private final class Service {
        private final Contender contender;
        private final BenchEvent event;
        private final List<Measurement> measured = new ArrayList<>();
        private double scansPerSecond;

        Service(Contender contender) throws NotReadyException {
            this.contender = contender;
            this.event = BenchEvent.open(contender.base(), contender.organiser(), seed, contender::processes);
        }

        void warmUp() throws NotReadyException, InterruptedException {
            int scans = FIRST_WARMUP_SCANS;
            double left = warmup;
            for (int piece = 1; left > 0; piece++) {
                Measurement done = measure("warm-up-" + piece, scans, Duration.ofMillis((long) (1_000 * left)));
                left -= done.answeredSeconds();
                scans = scansIn(Math.min(left, seconds));
            }
        }

        void measureRound(int round) throws NotReadyException, InterruptedException {
            measured.add(measure("round-" + round, scansIn(seconds), Duration.ofSeconds(seconds)));
        }

        private int scansIn(double some) {
            return Math.clamp((long) (scansPerSecond * some * RESERVE), batch, MOST_SCANS);
        }

        private Measurement measure(String name, int scans, Duration limit)
                throws NotReadyException, InterruptedException {
            ScanPlan plan = event.plan(name, spec().ofScans(scans));
            event.load(List.of(plan));
            Measurement done = event.measure(plan, limit);
            scansPerSecond = done.answeredPerSecond();
            progress(String.format(
                    Locale.ROOT,
                    "%-10s %-17s %,9d scans  %,7.0f/s answered  %,7.0f/s to the tables%n",
                    name,
                    contender.name(),
                    done.scans(),
                    done.answeredPerSecond(),
                    done.inTablesPerSecond()));
            try {
                contender.settle();
            } catch (SQLException e) {
                throw new NotReadyException("PostgreSQL of " + contender.name() + " failed: " + e.getMessage());
            }
            return done;
        }
    }

    private LoadSpec spec() {
        return new LoadSpec(batch, batch, load.devices(), load.mix(), load.codes(), Pace.CLOSED, Call.SYNC);
    }

    private void start(List<Service> services) throws NotReadyException {
        Distribution distribution = Distribution.ofSystemProperty();
        services.add(new Service(Contender.gateSync(distribution, folder.resolve("gatesync"))));
        for (Opposing opposing : against) {
            services.add(new Service(Contender.opponent(
                    opposing.title,
                    opposing.kind,
                    opposing.indexes,
                    distribution,
                    folder.resolve(opposing.name().toLowerCase(Locale.ROOT)))));
        }
    }

    private Comparison compare(List<Service> services) throws NotReadyException, InterruptedException, SQLException {
        for (Service service : services) {
            service.warmUp();
        }
        List<Limit> limits = new ArrayList<>();
        List<Service> turn = new ArrayList<>(services);
        for (int round = 1; round <= rounds; round++) {
            for (Service service : turn) {
                service.measureRound(round);
            }
            // Nobody always comes first, or after the same one.
            Collections.rotate(turn, 1);
            limits.addAll(limits(services));
        }
        Map<String, List<Measurement>> measured = new LinkedHashMap<>();
        services.forEach(service -> measured.put(service.contender.name(), service.measured));
        return new Comparison(seed, Runtime.getRuntime().availableProcessors(), spec(), measured, limits);
    }

    private List<Limit> limits(List<Service> services) throws InterruptedException, SQLException {
        Limits limits = new Limits(Duration.ofSeconds(Math.max(1, seconds / PARTS_OF_A_ROUND)));
        List<Limit> found = new ArrayList<>();
        Contender gateSync = services.getFirst().contender;
        found.add(limits.kafka(gateSync));
        found.add(limits.copy(gateSync));
        for (Service opponent : services) {
            if (opponent.contender.name().equals(Opposing.LEAN.title)) {
                found.add(limits.copy(opponent.contender));
            }
        }
        if (services.size() > 1) {
            found.add(limits.http(services.getLast().contender, spec()));
        }
        return found;
    }

    private void progress(String text) {
        if (!load.json()) {
            out().print(text);
            out().flush();
        }
    }

    private void print(Comparison comparison) throws IOException {
        if (load.json()) {
            out().println(Json.of(comparison));
        } else {
            out().println();
            comparison.lines().forEach(out()::println);
        }
        out().flush();
        Path plots = load.plots();
        if (plots != null) {
            comparison.drawTo(plots);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
