package io.gatesync.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The numbers of the festival at one moment.
 *
 * @param elapsed time since the entrances opened
 * @param length how long they are open
 * @param tally the sum over all devices
 * @param devices how many there are
 * @param offline how many of them have no network
 * @param gates in order
 * @param trouble why requests have to be sent again now; empty if none has
 */
record Scoreboard(
        Duration elapsed, Duration length, Tally tally, int devices, int offline, List<Gate> gates, String trouble) {

    private static final int BAR_WIDTH = 40;

    /**
     * One entrance.
     *
     * @param admitted since it opened
     * @param admittedPerSecond over the last seconds
     */
    record Gate(int number, long admitted, double admittedPerSecond) {}

    Scoreboard {
        gates = List.copyOf(gates);
    }

    /** For a terminal, to be drawn in place: always the same number of lines. */
    List<String> block() {
        List<String> lines = new ArrayList<>();
        lines.add("  %s  %s of %s".formatted(bar(share(), BAR_WIDTH), clock(elapsed), clock(length)));
        lines.add(String.format(
                Locale.ROOT,
                "  admitted %,d   duplicates %,d   conflicts %,d   failed %,d   pending %,d",
                tally.admitted(),
                tally.duplicates(),
                tally.conflicts(),
                tally.failed(),
                tally.pending()));
        lines.add(String.format(
                Locale.ROOT,
                "  uploads %,d   answers lost %,d   devices offline %d of %d   backlog %,d scans",
                tally.uploads(),
                tally.lost(),
                offline,
                devices,
                tally.backlog()));
        double fastest =
                gates.stream().mapToDouble(Gate::admittedPerSecond).max().orElse(0);
        for (Gate gate : gates) {
            double share = fastest == 0 ? 0 : gate.admittedPerSecond() / fastest;
            lines.add(String.format(
                    Locale.ROOT,
                    "  gate %-3d %,7d admitted %7.1f/s  %s",
                    gate.number(),
                    gate.admitted(),
                    gate.admittedPerSecond(),
                    "#".repeat((int) Math.round(share * BAR_WIDTH / 2))));
        }
        // Cut, since a line that the terminal wraps would move the block.
        lines.add("%.80s".formatted(troubleNote()).stripTrailing());
        return lines;
    }

    /** For a log: one line. */
    String line() {
        double rate = gates.stream().mapToDouble(Gate::admittedPerSecond).sum();
        String line = String.format(
                Locale.ROOT,
                "%s of %s  admitted %,d (%.1f/s)  duplicates %,d  conflicts %,d  failed %,d  pending %,d"
                        + "  uploads %,d  offline %d of %d  backlog %,d",
                clock(elapsed),
                clock(length),
                tally.admitted(),
                rate,
                tally.duplicates(),
                tally.conflicts(),
                tally.failed(),
                tally.pending(),
                tally.uploads(),
                offline,
                devices,
                tally.backlog());
        return line + troubleNote();
    }

    private String troubleNote() {
        return trouble.isEmpty() ? "" : "  sending again: " + trouble;
    }

    private double share() {
        return Math.clamp((double) elapsed.toNanos() / length.toNanos(), 0, 1);
    }

    private static String bar(double share, int width) {
        int done = (int) Math.round(share * width);
        return "[" + "#".repeat(done) + ".".repeat(width - done) + "]";
    }

    private static String clock(Duration time) {
        return "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
    }
}
