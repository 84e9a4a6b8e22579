package io.gatesync.processor.decision;

import io.gatesync.processor.decision.Scan.Holder;
import io.gatesync.processor.decision.TicketState.Admitted;
import io.gatesync.processor.decision.TicketState.Entered;
import io.gatesync.processor.decision.TicketState.Issued;
import io.gatesync.processor.decision.TicketState.Revoked;
import io.gatesync.processor.decision.TicketState.Unknown;
import io.gatesync.processor.decision.TicketState.Valid;
import io.gatesync.processor.decision.Verdict.Conflict;
import io.gatesync.processor.decision.Verdict.DeviceRevoked;
import io.gatesync.processor.decision.Verdict.Duplicate;
import io.gatesync.processor.decision.Verdict.NotFound;
import io.gatesync.processor.decision.Verdict.RefusedAtGate;
import io.gatesync.processor.decision.Verdict.Synced;
import io.gatesync.processor.decision.Verdict.TicketRevoked;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The whole rule at the gate: the first scan of a valid ticket to arrive is admitted, and no later one is. The verdict goes
 * by arrival, as in the sync guide's code; device clocks only tell whether a conflicting scan was made before the first one.
 *
 * <p>A verdict says what is right, and a device may have done otherwise before it asked. Whom it let in is inside: the ticket
 * remembers the first of them, and admits nobody else. Whom it sent away is not: the ticket stays unused.
 *
 * <p>A device that was cut off is not believed, because nobody knows who holds it: its new scans change nothing, and whom it says to
 * have let in is not remembered. What was decided before stands, also where the device sends it again.
 *
 * <p>After a rehearsal a new round of admissions begins, and whoever came in before is out again. A scan of an earlier round that is
 * sent again still gets the verdict that it had, and lets nobody in.
 *
 * <p>A device may take a scan of its own back for a short while. It keeps its verdict, and lets nobody in any more. Where it was the
 * first, the next who came in counts as the first; where there is none, the ticket is as unused as before.
 */
public final class FirstScanWins {
    /** How long after a scan its device may take it back, by the device's own clock. */
    public static final Duration UNDO_WITHIN = Duration.ofSeconds(60);

    /** How many who came in on a ticket are remembered, in their order. While there are as many, nothing is taken back. */
    static final int MAX_ENTRIES = 5;

    private FirstScanWins() {}

    /**
     * The verdict on a scan of a ticket in this state, and the ticket's state after it.
     *
     * @param remembered the verdict that this very scan got when it came first, unless it is the ticket's admission; empty for a
     *     new scan
     */
    public static Decision decide(TicketState state, Optional<Remembered> remembered, Scan scan) {
        Optional<Remembered> had = remembered.or(() -> verdictIfAdmitted(state, scan));
        Remembered given =
                had.orElseGet(() -> new Remembered(verdictOnNew(state.in(scan.round()), scan), scan.round()));
        return new Decision(
                given.undone() ? state : told(state, scan.inRound(given.round()), given.verdict()),
                given.verdict(),
                had.isPresent(),
                given.round(),
                given.undone());
    }

    private static Optional<Remembered> verdictIfAdmitted(TicketState state, Scan scan) {
        return switch (state) {
            case Admitted(Ticket ticket, FirstScan admission, var others)
            when scan.idFromDevice() && admission.is(scan) ->
                Optional.of(new Remembered(new Synced(ticket), admission.round()));
            case Revoked(Valid stateIfValid) -> verdictIfAdmitted(stateIfValid, scan);
            case Unknown any -> Optional.empty();
            case Valid any -> Optional.empty();
        };
    }

    private static Verdict verdictOnNew(TicketState state, Scan scan) {
        if (scan.deviceRevoked()) {
            return new DeviceRevoked();
        }
        boolean sentAway = scan.holder() == Holder.SENT_AWAY;
        return switch (state) {
            case Unknown any -> new NotFound();
            case Revoked(Valid stateIfValid) -> new TicketRevoked(stateIfValid.ticket());
            case Issued(Ticket ticket) -> sentAway ? new RefusedAtGate(ticket) : new Synced(ticket);
            // An app without scan ids asks anew on the very scan that it let the holder in on.
            case Entered(Ticket ticket, FirstScan entry, var others)
            when entry.is(scan) && !sentAway -> new Synced(ticket);
            case Entered(Ticket ticket, FirstScan entry, var others) -> scannedAgain(ticket, entry, scan);
            case Admitted(Ticket ticket, FirstScan admission, var others) -> scannedAgain(ticket, admission, scan);
        };
    }

    private static Verdict scannedAgain(Ticket ticket, FirstScan first, Scan scan) {
        return first.deviceId().equals(scan.deviceId())
                ? new Duplicate(ticket, first)
                : new Conflict(ticket, first, scan.time().isBefore(first.time()));
    }

    /**
     * The state after a scan was told this verdict, whether it was new or sent again: somebody may have come in on it. The first
     * who came in is not forgotten, except for the first of a later round, and only the first is an admission. Also puts a state together again from what was told,
     * whatever the ticket was then.
     *
     * @param scan in the round that the verdict belongs to, and not taken back
     */
    public static TicketState told(TicketState state, Scan scan, Verdict verdict) {
        boolean letIn = scan.holder() == Holder.LET_IN && !scan.deviceRevoked();
        boolean rehearsed =
                state.first().filter(first -> first.round() > scan.round()).isPresent();
        if (rehearsed || !(letIn || verdict instanceof Synced)) {
            return state;
        }
        TicketState now = state.in(scan.round());
        List<FirstScan> entries = with(now.entries(), scan);
        // Where whoever came in in a later round was taken back, scans of the earlier one can come in any order.
        if (verdict instanceof Synced(Ticket ticket) && entries.getFirst().is(scan)) {
            return switch (now) {
                case Unknown any -> admitted(ticket, entries);
                case Valid valid -> admitted(valid.ticket(), entries);
                case Revoked(Valid valid) -> new Revoked(admitted(valid.ticket(), entries));
            };
        }
        return now.having(entries);
    }

    private static List<FirstScan> with(List<FirstScan> entries, Scan scan) {
        boolean known = entries.stream().anyMatch(entry -> entry.is(scan));
        return known || entries.size() >= MAX_ENTRIES
                ? entries
                : Stream.concat(entries.stream(), Stream.of(FirstScan.of(scan))).toList();
    }

    private static Admitted admitted(Ticket ticket, List<FirstScan> entries) {
        return new Admitted(ticket, entries.getFirst(), entries.subList(1, entries.size()));
    }

    /**
     * The answer to a device that wants to take a scan back.
     *
     * @param remembered as in {@link #decide}
     */
    public static UndoDecision undo(TicketState state, Optional<Remembered> remembered, Undo undo) {
        Scan scan = undo.scan();
        Optional<Remembered> had = remembered.or(() -> verdictIfAdmitted(state, scan));
        UndoAnswer answer = answer(state, had, undo);
        return answer == UndoAnswer.UNDONE
                ? new UndoDecision(undone(state, scan), answer, had.map(Remembered::takenBack))
                : new UndoDecision(state, answer, had);
    }

    private static UndoAnswer answer(TicketState state, Optional<Remembered> had, Undo undo) {
        if (had.filter(Remembered::undone).isPresent()) {
            return UndoAnswer.UNDONE_BEFORE;
        }
        if (undo.scan().deviceRevoked()) {
            return UndoAnswer.DEVICE_REVOKED;
        }
        Optional<FirstScan> entry = state.entries().stream()
                .filter(in -> in.idFromDevice() && in.is(undo.scan()))
                .findFirst();
        // A scan whose verdict is forgotten could not be known as taken back.
        if (entry.isEmpty() || had.isEmpty()) {
            return UndoAnswer.NOT_IN;
        }
        if (!entry.get().time().isFollowedBy(undo.at(), UNDO_WITHIN)) {
            return UndoAnswer.TOO_LATE;
        }
        return state.entries().size() < MAX_ENTRIES ? UndoAnswer.UNDONE : UndoAnswer.TOO_MANY_IN;
    }

    /** The state after this scan was taken back: nobody is in on it. */
    public static TicketState undone(TicketState state, Scan scan) {
        List<FirstScan> left =
                state.entries().stream().filter(entry -> !entry.is(scan)).toList();
        return left.size() == state.entries().size() ? state : state.having(left);
    }

    /** The state after the organiser has issued, changed, revoked or restored the ticket. */
    public static TicketState change(TicketState state, TicketChange change) {
        Valid ifValid = switch (state) {
            case Unknown(var entries) -> new Issued(change.appliedTo(Ticket.BLANK)).having(entries);
            case Valid valid -> valid.reissued(change.appliedTo(valid.ticket()));
            case Revoked(Valid stateIfValid) -> stateIfValid.reissued(change.appliedTo(stateIfValid.ticket()));
        };
        return change.revokes(state instanceof Revoked) ? new Revoked(ifValid) : ifValid;
    }
}
