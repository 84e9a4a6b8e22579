package io.gatesync.bench;

import io.gatesync.guarantees.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All results of a run, for people as text and for machines as JSON.
 *
 * @param seed of the plans
 * @param cores of this machine
 * @param warmup of the uploads before, whose numbers are those of code that is not compiled yet; null if there were none
 * @param quietGate of single scans, one by one; null if there were none
 * @param measurements one, or several rounds of each batch size
 */
record Report(
        String url,
        String eventId,
        long seed,
        int cores,
        TicketLoader.Loading tickets,
        @Nullable Measurement warmup,
        QuietGate.@Nullable Waits quietGate,
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
        List<Finding> findings = new ArrayList<>();
        if (warmup != null) {
            findings.addAll(warmup.findings());
        }
        if (quietGate != null) {
            findings.addAll(quietGate.findings());
        }
        measurements.forEach(measurement -> findings.addAll(measurement.findings()));
        return findings;
    }

    /** The numbers of the one measurement. */
    List<String> lines() {
        Measurement measured = measurements.getFirst();
        List<String> lines = new ArrayList<>();
        lines.add("                    seconds    scans/s");
        lines.add(String.format(
                Locale.ROOT,
                "all answered      %9.3f  %,9.0f",
                measured.answeredSeconds(),
                measured.answeredPerSecond()));
        lines.add(String.format(
                Locale.ROOT,
                "all in the tables %9.3f  %,9.0f   %.3f s after the last answer",
                measured.inTablesSeconds(),
                measured.inTablesPerSecond(),
                measured.inTablesSeconds() - measured.answeredSeconds()));
        lines.add("");
        lines.add("per upload        " + measured.latencyMillis());
        if (quietGate != null) {
            lines.add(String.format(
                    Locale.ROOT,
                    "per single scan   %s   at a quiet gate: %,d scans, %d a second",
                    quietGate.latencyMillis(),
                    quietGate.scans(),
                    quietGate.perSecond()));
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

    /** The batch sizes side by side: medians over the rounds, and their ratio to that of the reference size. */
    List<String> comparison(int reference) {
        Map<Integer, List<Measurement>> bySize = measurements.stream()
                .collect(Collectors.groupingBy(
                        measurement -> measurement.load().batch(), TreeMap::new, Collectors.toList()));
        double base = medianIntoTables(Objects.requireNonNull(bySize.get(reference)));
        List<String> lines = new ArrayList<>();
        lines.add("scans in     scans/s into the tables   against   ms per upload");
        lines.add(
                String.format(Locale.ROOT, "an upload   median   lowest  highest  %6d       p50      p99", reference));
        bySize.forEach((batch, rounds) -> lines.add(String.format(
                Locale.ROOT,
                "%,9d  %,7.0f  %,7.0f  %,7.0f  %5.2f x  %7.1f  %7.1f",
                batch,
                medianIntoTables(rounds),
                rounds.stream()
                        .mapToDouble(Measurement::inTablesPerSecond)
                        .min()
                        .orElseThrow(),
                rounds.stream()
                        .mapToDouble(Measurement::inTablesPerSecond)
                        .max()
                        .orElseThrow(),
                medianIntoTables(rounds) / base,
                median(rounds.stream()
                        .map(round -> round.latencyMillis().p50Millis())
                        .toList()),
                median(rounds.stream()
                        .map(round -> round.latencyMillis().p99Millis())
                        .toList()))));
        lines.add("");
        lines.addAll(conclusion());
        return lines;
    }

    private static double medianIntoTables(List<Measurement> rounds) {
        return median(rounds.stream().map(Measurement::inTablesPerSecond).toList());
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
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
