package io.gatesync.guarantees.topics;

import io.gatesync.guarantees.Finding;
import io.gatesync.guarantees.Guarantee;
import io.gatesync.guarantees.Violations;
import io.gatesync.schemas.FirstScan;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.Verdict;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Once somebody has come in on a ticket, admitted or let in by a device before it asked, nobody is admitted on another scan, and
 * each later {@code DUPLICATE} and {@code CONFLICT} names that first scan: in each round of admissions.
 * Whom a device that was cut off says to have let in does not count. Where a scan is taken back, nobody is in on it, however often it
 * is sent again, and the next who came in is the first.
 *
 * <p>Valid: not found a (sent away), synced b; not found a (let in), conflict b naming a; not found a (let in, no id of its own),
 * synced a; device revoked a (let in), synced b; synced a, undone a, replayed synced a, synced b; synced a, conflict b (let in), undone
 * a, conflict c naming b. Invalid: not found a (let in), synced b; synced a, conflict b naming c; conflict b naming a that never came
 * in; synced a, undone a, replayed synced a, conflict b naming a; synced a, conflict b (let in), undone a, synced c.
 */
final class FirstWhoCameInIsRemembered implements Guarantee, TopicObserver {
    private record Ticket(String eventId, String qrcode, long round) {}

    /** Everybody who is in, in the order in which they came. */
    private final Map<Ticket, Set<FirstScan>> in = new HashMap<>();

    private final TakenBack takenBack = new TakenBack();
    private final Violations violations = new Violations();

    @Override
    public void onDecided(ScanDecided outcome) {
        Ticket ticket = new Ticket(outcome.getEventId(), outcome.getQrcode(), outcome.getAdmissionRound());
        FirstScan scan = TakenBack.scan(outcome);
        Set<FirstScan> entries = in.computeIfAbsent(ticket, unseen -> new LinkedHashSet<>(2));
        takenBack.onDecided(outcome);
        if (outcome.getUndo() != null) {
            if (takenBack.has(outcome)) {
                entries.remove(scan);
            }
            return;
        }
        FirstScan before = first(entries);
        boolean synced = outcome.getVerdict() == Verdict.SYNCED && !outcome.getReplayed();
        if (synced && before != null && !scan.equals(before)) {
            violations.add(() -> "%s: %s was admitted after %s had come in".formatted(ticket, scan, before));
        }
        if (outcome.getFirstScan() != null
                && !outcome.getReplayed()
                && !outcome.getFirstScan().equals(before)) {
            violations.add(() -> "%s: %s is told of %s, but %s came in first"
                    .formatted(ticket, scan, outcome.getFirstScan(), before));
        }
        boolean letIn = Boolean.TRUE.equals(outcome.getAdmitted()) && !outcome.getDeviceRevoked();
        if ((synced || letIn) && !takenBack.has(outcome)) {
            entries.add(scan);
        }
    }

    private static @Nullable FirstScan first(Set<FirstScan> entries) {
        return entries.isEmpty() ? null : entries.iterator().next();
    }

    @Override
    public Finding finding() {
        return new Finding("the first who came in on each ticket is remembered", violations.sentences());
    }
}
