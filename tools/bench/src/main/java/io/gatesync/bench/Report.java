package io.gatesync.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All that a run found, for people as text and for machines as JSON.
 *
 * @param seed of the plans
 * @param cores of this machine
 * @param warmup the drive before, whose figures tell of cold code; null where there was none
 * @param quietGate single scans, one by one; null where there were none
 * @param measurements one, or several rounds of each batch size
 */
record Report(
        String url,
        String eventId,
        long seed,
        int cores,
        Tickets.Loading tickets,
        Measurement warmup,
        QuietGate.Waits quietGate,
        List<Measurement> measurements) {

    private static final double BYTES_PER_MEBIBYTE = 1 << 20;
    private static final double MICROS_PER_SECOND = 1e6;
    private static final int LISTED_VIOLATIONS = 10;

    Report {
        measurements = List.copyOf(measurements);
    }

    boolean holds() {
        return violations().isEmpty();
    }

    private List<String> violations() {
        List<String> violations = new ArrayList<>();
        if (warmup != null) {
            violations.addAll(warmup.violations());
        }
        if (quietGate != null) {
            violations.addAll(quietGate.violations());
        }
        measurements.forEach(measurement -> violations.addAll(measurement.violations()));
        return violations;
    }

    /** The figures of the one measurement. */
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
        // Two clocks, read one after the other: they may differ by a little.
        double others = Math.max(0, measured.machineBusy() - known / cores);
        lines.add(String.format(Locale.ROOT, "%-34s %10.0f %%", "all else on this machine", 100 * others));
        return lines;
    }

    /** The batch sizes beside each other: medians over the rounds, and how they compare with the reference. */
    List<String> comparison(int reference) {
        Map<Integer, List<Measurement>> bySize = measurements.stream()
                .collect(Collectors.groupingBy(
                        measurement -> measurement.load().batch(), TreeMap::new, Collectors.toList()));
        double base = medianIntoTables(bySize.get(reference));
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
            return List.of("ok     each scan has one verdict, each ticket was admitted once, and the tables say so");
        }
        List<String> lines = new ArrayList<>();
        violations().stream().limit(LISTED_VIOLATIONS).forEach(violation -> lines.add("WRONG  " + violation));
        int unlisted = violations().size() - lines.size();
        if (unlisted > 0) {
            lines.add(String.format(Locale.ROOT, "WRONG  and %,d more", unlisted));
        }
        return lines;
    }
}
