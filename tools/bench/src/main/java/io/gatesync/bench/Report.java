package io.gatesync.bench;

import io.gatesync.guarantees.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All results of a run, for people as text and for machines as JSON.
 *
 * @param seed of the plans
 * @param cores of this machine
 * @param warmup of the uploads before, whose numbers are those of code that is not compiled yet; null if there were none
 * @param single of single scans, one by one, as at a quiet gate; null if there were none
 * @param measurements one, or the rounds of each batch size and rate
 */
record Report(
        String url,
        String eventId,
        long seed,
        int cores,
        TicketLoader.Loading tickets,
        @Nullable Measurement warmup,
        @Nullable Measurement single,
        List<Measurement> measurements) {

    private static final double BYTES_PER_MEBIBYTE = 1 << 20;
    private static final double MICROS_PER_SECOND = 1e6;

    Report {
        measurements = List.copyOf(measurements);
    }

    boolean holds() {
        return findings().stream().allMatch(Finding::holds);
    }

    private List<Finding> findings() {
        return Stream.concat(Stream.of(warmup, single).filter(Objects::nonNull), measurements.stream())
                .flatMap(measurement -> measurement.findings().stream())
                .toList();
    }

    /** The numbers of the one measurement, or a table of several. */
    List<String> lines() {
        return measurements.size() == 1 ? details(measurements.getFirst()) : table();
    }

    private List<String> details(Measurement measured) {
        List<String> lines = new ArrayList<>();
        lines.add("                    seconds    scans/s");
        lines.add(String.format(
                Locale.ROOT,
                "all answered      %9.3f  %,9.0f",
                measured.answeredSeconds(),
                measured.answeredPerSecond()));
        lines.add(String.format(
                Locale.ROOT,
                "all in the tables %9.3f  %,9.0f   %,d scans and %.3f s behind the last answer",
                measured.inTablesSeconds(),
                measured.inTablesPerSecond(),
                measured.behindScans(),
                measured.behindSeconds()));
        lines.add("");
        lines.add("per upload        " + measured.latencyMillis());
        if (single != null) {
            lines.add(String.format(
                    Locale.ROOT,
                    "per single scan   %s   at a quiet gate: %,d scans, %d a second",
                    single.latencyMillis(),
                    single.scans(),
                    single.load().pace().scansPerSecond()));
        }
        lines.add("verdicts          " + verdicts(measured.verdicts()));
        lines.add(String.format(Locale.ROOT, "sent again        %,d uploads", measured.sentAgain()));
        lines.add("");
        lines.addAll(processLines(measured));
        lines.add("");
        lines.addAll(conclusion());
        return lines;
    }

    private static String verdicts(Map<String, Long> verdicts) {
        return verdicts.entrySet().stream()
                .map(verdict -> String.format(Locale.ROOT, "%s %,d", verdict.getKey(), verdict.getValue()))
                .collect(Collectors.joining("   "));
    }

    private List<String> processLines(Measurement measured) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, "process              CPU s   cores   of %d cores   CPU us per scan   memory MiB", cores));
        for (ProcessMeter.Usage process : measured.processes()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-18s %7.2f %7.2f %10.0f %% %17.1f %12.0f",
                    process.name(),
                    process.cpuSeconds(),
                    process.cores(),
                    100 * process.cores() / cores,
                    process.cpuSeconds() * MICROS_PER_SECOND / measured.scans(),
                    process.memoryBytes() / BYTES_PER_MEBIBYTE));
        }
        double known = measured.processes().stream()
                .mapToDouble(ProcessMeter.Usage::cores)
                .sum();
        // Not below zero: the two numbers come from different clocks, read one after the other.
        double others = Math.max(0, measured.machineBusy() - known / cores);
        lines.add(String.format(Locale.ROOT, "%-34s %10.0f %%", "all else on this machine", 100 * others));
        return lines;
    }

    /** What was asked for in a row of the table; its rounds share it. */
    private record Asked(int batch, int scansPerSecond) {}

    private Map<Asked, List<Measurement>> rounds() {
        return measurements.stream()
                .collect(Collectors.groupingBy(
                        measured -> new Asked(
                                measured.load().batch(), measured.load().pace().scansPerSecond()),
                        LinkedHashMap::new,
                        Collectors.toList()));
    }

    /** Batch sizes and rates side by side: medians over the rounds. */
    private List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add("scans in    scans/s  answered/s      into the tables      CPU us   ms per upload");
        lines.add("an upload     asked              scans/s  s behind    per scan       p50      p99    p99.9");
        rounds().forEach((asked, rounds) -> lines.add(String.format(
                Locale.ROOT,
                "%,9d %10s  %,10.0f  %,9.0f  %8.2f  %10.1f  %8.1f %8.1f %8.1f",
                asked.batch(),
                asked.scansPerSecond() == 0 ? "all" : String.format(Locale.ROOT, "%,d", asked.scansPerSecond()),
                Median.of(rounds, Measurement::answeredPerSecond),
                Median.of(rounds, Measurement::inTablesPerSecond),
                Median.of(rounds, Measurement::behindSeconds),
                Median.of(rounds, Measurement::cpuMicrosPerScan),
                Median.of(rounds, round -> round.latencyMillis().p50Millis()),
                Median.of(rounds, round -> round.latencyMillis().p99Millis()),
                Median.of(rounds, round -> round.latencyMillis().p999Millis()))));
        lines.add("");
        lines.addAll(conclusion());
        return lines;
    }

    /** Draws the CPU time per scan, and the latency of each row of the table. */
    void drawTo(Path folder) throws IOException {
        BarChart cpu = new BarChart("CPU time per scan", "us");
        BarChart latency = new BarChart("Latency of an upload", "ms");
        rounds().forEach((asked, rounds) -> {
            String row = "%d an upload%s"
                    .formatted(
                            asked.batch(),
                            asked.scansPerSecond() == 0 ? "" : ", %,d/s".formatted(asked.scansPerSecond()));
            cpu.add(row, Comparison.cpuByProcess(rounds));
            double p50 = Median.of(rounds, round -> round.latencyMillis().p50Millis());
            double p99 = Median.of(rounds, round -> round.latencyMillis().p99Millis());
            Map<String, Double> stages = new LinkedHashMap<>();
            stages.put("median", p50);
            stages.put("p99", p99 - p50);
            latency.add(row, stages);
        });
        cpu.writeTo(folder.resolve("bench-cpu.svg"));
        latency.writeTo(folder.resolve("bench-latency.svg"));
    }

    private List<String> conclusion() {
        if (holds()) {
            return new Finding(
                            "each scan has one verdict, each ticket was admitted once, and the tables say so",
                            List.of())
                    .lines();
        }
        return findings().stream()
                .filter(finding -> !finding.holds())
                .flatMap(finding -> finding.lines().stream())
                .toList();
    }
}
