package io.gatesync.localstack.rescue;

import io.gatesync.client.RescueAnswer.Result;
import io.gatesync.client.SyncStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What became of the scans of a file, for a person to read. */
public final class ImportedScans {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    /** A scan that the gateway took in. */
    private record Taken(ExportedScan scan, Result result) {
        boolean isAsShown() {
            return scan.letIn().filter(letIn -> letIn == isAdmitted()).isPresent();
        }

        private boolean isAdmitted() {
            return result.syncStatus() == SyncStatus.SYNCED;
        }

        boolean isDecided() {
            return result.syncStatus() != SyncStatus.PENDING;
        }

        String inWords() {
            String first = result.scannedBy() == null || result.scannedAtMs() == null
                    ? ""
                    : " (first by %s, %s)"
                            .formatted(result.scannedBy(), TIME.format(Instant.ofEpochMilli(result.scannedAtMs())));
            String shown = scan.letIn()
                    .map(letIn -> letIn ? "let in; " : "sent away; ")
                    .orElse("");
            return "    %s  %s  %sthe server: %s%s"
                    .formatted(TIME.format(scan.at()), scan.qrcode(), shown, result.message(), first);
        }
    }

    private record NotTaken(String what, String why) {}

    private final List<Taken> taken = new ArrayList<>();
    private final List<NotTaken> notTaken = new ArrayList<>();

    void taken(List<ExportedScan> slice, List<Result> results) {
        for (int i = 0; i < slice.size(); i++) {
            taken.add(new Taken(slice.get(i), results.get(i)));
        }
    }

    /** Some lines of the file are not taken in. */
    public void notTaken(String what, String why) {
        notTaken.add(new NotTaken(what, why));
    }

    /** Whether every line of the file was taken in, and decided. */
    public boolean isComplete() {
        return notTaken.isEmpty() && taken.stream().allMatch(Taken::isDecided);
    }

    /** The lines to print. */
    public List<String> report() {
        List<Taken> interrupted =
                only(scan -> scan.isDecided() && scan.scan().letIn().isEmpty());
        List<Taken> differing =
                only(scan -> scan.isDecided() && scan.scan().letIn().isPresent() && !scan.isAsShown());
        List<Taken> undecided = only(scan -> !scan.isDecided());
        List<String> lines = new ArrayList<>();
        lines.add(scans(taken.size()) + " sent:");
        lines.add("  %,d decided as the phone had shown"
                .formatted(only(Taken::isAsShown).size()));
        block(differing, "decided differently").forEach(lines::add);
        block(interrupted, "interrupted: the phone had shown nothing, so nobody was let in")
                .forEach(lines::add);
        if (!undecided.isEmpty()) {
            lines.add("  %,d taken in, and not decided yet: import the file again later, to see the verdicts"
                    .formatted(undecided.size()));
        }
        long replayed = taken.stream().filter(scan -> scan.result().replayed()).count();
        if (replayed > 0) {
            lines.add("%,d of them the server had before; they keep the verdict that they had.".formatted(replayed));
        }
        for (NotTaken missed : notTaken) {
            lines.add("NOT TAKEN: %s: %s".formatted(missed.what(), missed.why()));
        }
        return lines;
    }

    private static Stream<String> block(List<Taken> scans, String title) {
        return scans.isEmpty()
                ? Stream.empty()
                : Stream.concat(
                        Stream.of("  %,d %s:".formatted(scans.size(), title)),
                        scans.stream().map(Taken::inWords));
    }

    private List<Taken> only(Predicate<Taken> which) {
        return taken.stream().filter(which).toList();
    }

    /** As in {@code 1 scan} and {@code 12 scans}. */
    static String scans(int count) {
        return count == 1 ? "1 scan" : "%,d scans".formatted(count);
    }
}
