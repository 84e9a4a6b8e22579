package io.gatesync.guarantees.topics;

import io.gatesync.guarantees.Finding;
import io.gatesync.guarantees.Guarantee;
import io.gatesync.guarantees.Violations;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.UndoAnswer;
import io.gatesync.schemas.Verdict;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * For each (event, qrcode) at most one scan is {@code SYNCED} in each round of admissions, unless it is taken back, and none of a
 * device that was cut off.
 *
 * <p>Valid: synced a, conflict b; synced a, replayed synced a; synced a, synced b in the next round, replayed synced a of the
 * first; synced a, undone a, synced b, replayed synced a. Invalid: synced a, synced b; synced a, undone a, synced b, synced c; synced a twice without "replayed"; replayed synced b after synced a; replayed synced a that
 * was never synced; synced a of a device that was cut off, unless it is replayed.
 */
final class OneAdmissionPerTicket implements Guarantee, TopicObserver {
    private record Ticket(String eventId, String qrcode, long round) {}

    /** The scan that each ticket was admitted on, in each round. */
    private final Map<Ticket, UUID> admissions = new HashMap<>();

    /** Those that were taken back. */
    private final Map<Ticket, Set<UUID>> undone = new HashMap<>();

    private final Violations violations = new Violations();

    @Override
    public void onDecided(ScanDecided outcome) {
        if (outcome.getVerdict() != Verdict.SYNCED) {
            return;
        }
        Ticket ticket = new Ticket(outcome.getEventId(), outcome.getQrcode(), outcome.getAdmissionRound());
        UUID scan = outcome.getScanId();
        if (outcome.getUndo() != null) {
            if (outcome.getUndo().getAnswer() == UndoAnswer.UNDONE && admissions.remove(ticket, scan)) {
                undone.computeIfAbsent(ticket, first -> new HashSet<>()).add(scan);
            }
            return;
        }
        if (outcome.getReplayed()) {
            UUID admitted = admissions.get(ticket);
            if (!scan.equals(admitted) && !undone.getOrDefault(ticket, Set.of()).contains(scan)) {
                violations.add(() -> "%s: scan %s is replayed as admitted, but the admitted scan is %s"
                        .formatted(ticket, scan, admitted));
            }
        } else {
            if (outcome.getDeviceRevoked()) {
                violations.add(() -> "%s was admitted on scan %s of device %s, which was cut off"
                        .formatted(ticket, scan, outcome.getDeviceId()));
            }
            UUID before = admissions.putIfAbsent(ticket, scan);
            if (before != null) {
                violations.add(() -> "%s was admitted twice, on scans %s and %s".formatted(ticket, before, scan));
            }
        }
    }

    @Override
    public Finding finding() {
        return new Finding("each ticket is admitted at most once", violations.sentences());
    }
}
