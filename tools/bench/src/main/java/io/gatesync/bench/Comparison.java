package io.gatesync.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatesync.bench.Limits.Limit;
import io.gatesync.guarantees.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * GateSync and its opponents side by side, measured in turns.
 *
 * @param cores of this machine
 * @param load that each got; the number of scans is another for each
 * @param rounds of each service, by its name
 * @param limits what the parts could do at most, each by all rounds
 */
record Comparison(long seed, int cores, LoadSpec load, Map<String, List<Measurement>> rounds, List<Limit> limits) {

    private static final double MICROS_PER_SECOND = 1e6;

    Comparison {
        rounds = new LinkedHashMap<>(rounds);
        limits = List.copyOf(limits);
    }

    /**
     * What is printed of one service: medians over its rounds.
     *
     * @param gateSyncIs how many times as fast GateSync answered: the median of the rounds' ratios, so that what slows one round
     *     of both does not count
     */
    record Row(
            String name,
            double answeredPerSecond,
            double lowest,
            double highest,
            double inTablesPerSecond,
            double behindSeconds,
            double p50Millis,
            double p99Millis,
            double cpuMicrosPerScan,
            double benchCpuMicrosPerScan,
            double gateSyncIs) {}

    @JsonProperty
    List<Row> rows() {
        return rounds.entrySet().stream()
                .map(service -> row(service.getKey(), service.getValue()))
                .toList();
    }

    private Row row(String name, List<Measurement> measured) {
        List<Double> rates =
                measured.stream().map(Measurement::answeredPerSecond).sorted().toList();
        return new Row(
                name,
                Median.of(measured, Measurement::answeredPerSecond),
                rates.getFirst(),
                rates.getLast(),
                Median.of(measured, Measurement::inTablesPerSecond),
                Median.of(measured, Measurement::behindSeconds),
                Median.of(measured, round -> round.latencyMillis().p50Millis()),
                Median.of(measured, round -> round.latencyMillis().p99Millis()),
                Median.of(measured, Measurement::cpuMicrosPerScan),
                Median.of(measured, Measurement::benchCpuMicrosPerScan),
                ratio(measured));
    }

    private double ratio(List<Measurement> others) {
        List<Measurement> gateSync = rounds.getOrDefault(Contender.GATESYNC, List.of());
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < Math.min(gateSync.size(), others.size()); round++) {
            ratios.add(
                    gateSync.get(round).answeredPerSecond() / others.get(round).answeredPerSecond());
        }
        return ratios.isEmpty() ? Double.NaN : Median.of(ratios, Double::doubleValue);
    }

    boolean holds() {
        return findings().allMatch(Finding::holds);
    }

    private Stream<Finding> findings() {
        return rounds.values().stream().flatMap(List::stream).flatMap(round -> round.findings().stream());
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d scans an upload, %d devices, %d %% conflicts, %d %% duplicates, %d %% unknown, %s codes, %d cores, seed %d",
                load.batch(),
                load.devices(),
                load.mix().conflicts(),
                load.mix().duplicates(),
                load.mix().unknown(),
                load.codes().name().toLowerCase(Locale.ROOT),
                cores,
                seed));
        lines.add("");
        lines.add(
                "                        scans/s answered            in the tables   ms per upload    CPU us per scan  GateSync");
        lines.add(
                "                   median   lowest  highest    scans/s  s behind     p50     p99    service    bench        is");
        for (Row row : rows()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-17s %,7.0f  %,7.0f  %,7.0f    %,7.0f  %8.2f %7.1f %7.1f %10.1f %8.1f  %6.2f x",
                    row.name(),
                    row.answeredPerSecond(),
                    row.lowest(),
                    row.highest(),
                    row.inTablesPerSecond(),
                    row.behindSeconds(),
                    row.p50Millis(),
                    row.p99Millis(),
                    row.cpuMicrosPerScan(),
                    row.benchCpuMicrosPerScan(),
                    row.gateSyncIs()));
        }
        lines.add("");
        lines.add("CPU us per scan");
        rounds.forEach((name, measured) -> lines.add("%-17s %s".formatted(name, processes(measured))));
        lines.add("");
        lines.add("at most a second");
        medianLimits()
                .forEach((name, perSecond) -> lines.add(String.format(Locale.ROOT, "%,12.0f  %s", perSecond, name)));
        lines.add("");
        lines.addAll(conclusion());
        return lines;
    }

    private static String processes(List<Measurement> measured) {
        StringBuilder text = new StringBuilder();
        cpuByProcess(measured)
                .forEach((process, micros) -> text.append(String.format(Locale.ROOT, "%s %.1f   ", process, micros)));
        double elsewhere = Median.of(measured, Comparison::elsewhere);
        return text + String.format(Locale.ROOT, "(all else on this machine: %.0f %%)", 100 * elsewhere);
    }

    /** What share of the machine neither the service nor the bench used. */
    private static double elsewhere(Measurement measured) {
        double known = measured.processes().stream()
                .mapToDouble(ProcessMeter.Usage::cores)
                .sum();
        return Math.max(0, measured.machineBusy() - known / Runtime.getRuntime().availableProcessors());
    }

    /** The CPU time per scan of each process, in microseconds: medians over the rounds, the largest first. */
    static Map<String, Double> cpuByProcess(List<Measurement> rounds) {
        Map<String, Double> byProcess = new LinkedHashMap<>();
        for (ProcessMeter.Usage usage : rounds.getLast().processes()) {
            byProcess.put(usage.name(), Median.of(rounds, cpuMicros(usage.name())));
        }
        return byProcess;
    }

    private static ToDoubleFunction<Measurement> cpuMicros(String process) {
        return measured -> measured.processes().stream()
                        .filter(usage -> usage.name().equals(process))
                        .mapToDouble(ProcessMeter.Usage::cpuSeconds)
                        .sum()
                * MICROS_PER_SECOND
                / measured.scans();
    }

    private Map<String, Double> medianLimits() {
        Map<String, Double> medians = new LinkedHashMap<>();
        for (Limit limit : limits) {
            medians.computeIfAbsent(
                    limit.name(),
                    name -> Median.of(
                            limits.stream()
                                    .filter(other -> other.name().equals(name))
                                    .toList(),
                            Limit::perSecond));
        }
        return medians;
    }

    private List<String> conclusion() {
        if (holds()) {
            return new Finding("each service gave each scan the verdict of the rule, and its tables say so", List.of())
                    .lines();
        }
        return rounds.entrySet().stream()
                .flatMap(service -> service.getValue().stream()
                        .flatMap(round -> round.findings().stream())
                        .filter(finding -> !finding.holds())
                        .flatMap(finding -> finding.lines().stream().map(line -> service.getKey() + ": " + line)))
                .toList();
    }

    /** Draws scans per second, and the CPU time per scan by process. */
    void drawTo(Path folder) throws IOException {
        BarChart rates = new BarChart("Scans answered in a second, batches of " + load.batch(), "median of the rounds");
        BarChart cpu = new BarChart("CPU time per scan until it is in the tables", "us");
        for (Row row : rows()) {
            rates.add(row.name(), Map.of("scans", row.answeredPerSecond()));
        }
        rounds.forEach((name, measured) -> cpu.add(name, cpuByProcess(measured)));
        rates.writeTo(folder.resolve("compare-throughput.svg"));
        cpu.writeTo(folder.resolve("compare-cpu.svg"));
    }
}
