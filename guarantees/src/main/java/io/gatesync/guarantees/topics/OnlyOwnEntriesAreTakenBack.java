package io.gatesync.guarantees.topics;

import io.gatesync.guarantees.Finding;
import io.gatesync.guarantees.Guarantee;
import io.gatesync.guarantees.Violations;
import io.gatesync.schemas.FirstScan;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.UndoOutcome;
import io.gatesync.schemas.Verdict;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Only the device that let somebody in takes that back, once, within 60 s by its own clock, and not after it was cut off. Each outcome
 * says whether its scan was taken back.
 *
 * <p>Valid: synced a, undone a, undone before a, replayed synced a (undone); conflict a (let in), undone a; synced a, too late a. Invalid:
 * synced a, undone b; synced a, undone a of another device; synced a, undone a after 61 s; conflict a (sent away), undone a; undone before a that never
 * was; synced a, undone a, replayed synced a that is not said to be undone.
 */
final class OnlyOwnEntriesAreTakenBack implements Guarantee, TopicObserver {
    private static final Duration WITHIN = Duration.ofSeconds(60);

    private record Entry(String eventId, String qrcode, FirstScan scan) {}

    private final Set<Entry> entries = new HashSet<>();
    private final TakenBack takenBack = new TakenBack();
    private final Violations violations = new Violations();

    @Override
    public void onDecided(ScanDecided outcome) {
        Entry entry = new Entry(outcome.getEventId(), outcome.getQrcode(), TakenBack.scan(outcome));
        boolean before = takenBack.has(outcome);
        takenBack.onDecided(outcome);
        if (outcome.getUndone() != takenBack.has(outcome)) {
            violations.add(
                    () -> "%s is said to be taken back or not, but it is the other way: %s".formatted(entry, outcome));
        }
        UndoOutcome undo = outcome.getUndo();
        if (undo != null) {
            why(undo, outcome, entry, before)
                    .forEach(
                            reason -> violations.add(() -> "%s is answered %s, but %s".formatted(entry, undo, reason)));
            return;
        }
        boolean synced = outcome.getVerdict() == Verdict.SYNCED && !outcome.getReplayed();
        boolean letIn = Boolean.TRUE.equals(outcome.getAdmitted()) && !outcome.getDeviceRevoked();
        if (outcome.getScanIdFromDevice() && (synced || letIn)) {
            entries.add(entry);
        }
    }

    private List<String> why(UndoOutcome undo, ScanDecided outcome, Entry entry, boolean before) {
        return switch (undo.getAnswer()) {
            case UNDONE -> whyNot(undo, outcome, entry, before);
            case UNDONE_BEFORE -> before ? List.of() : List.of("it was not taken back before");
            case NOT_IN, TOO_LATE, TOO_MANY_IN, DEVICE_REVOKED, OTHER ->
                before ? List.of("it was taken back before") : List.of();
        };
    }

    private List<String> whyNot(UndoOutcome undo, ScanDecided outcome, Entry entry, boolean before) {
        Duration after = Duration.between(outcome.getScannedAt(), undo.getUndoneAt());
        if (before) {
            return List.of("it was taken back before");
        }
        if (!entries.contains(entry)) {
            return List.of("nobody came in on it");
        }
        if (after.isNegative() || after.compareTo(WITHIN) > 0) {
            return List.of("that is after " + after);
        }
        return outcome.getDeviceRevoked() ? List.of("its device was cut off") : List.of();
    }

    @Override
    public Finding finding() {
        return new Finding("only own entries are taken back, and in time", violations.sentences());
    }
}
