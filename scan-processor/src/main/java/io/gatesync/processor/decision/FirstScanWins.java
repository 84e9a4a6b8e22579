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
import java.util.Optional;

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
 */
public final class FirstScanWins {
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
                told(state, scan.inRound(given.round()), given.verdict()),
                given.verdict(),
                had.isPresent(),
                given.round());
    }

    private static Optional<Remembered> verdictIfAdmitted(TicketState state, Scan scan) {
        return switch (state) {
            case Admitted(Ticket ticket, FirstScan admission)
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
            case Entered(Ticket ticket, FirstScan entry) when entry.is(scan) && !sentAway -> new Synced(ticket);
            case Entered(Ticket ticket, FirstScan entry) -> scannedAgain(ticket, entry, scan);
            case Admitted(Ticket ticket, FirstScan admission) -> scannedAgain(ticket, admission, scan);
        };
    }

    private static Verdict scannedAgain(Ticket ticket, FirstScan first, Scan scan) {
        return first.deviceId().equals(scan.deviceId())
                ? new Duplicate(ticket, first)
                : new Conflict(ticket, first, scan.time().isBefore(first.time()));
    }

    /**
     * The state after a scan was told this verdict, whether it was new or sent again: somebody may have come in on it. The first
     * who came in is not forgotten, except for the first of a later round. Also puts a state together again from what was told,
     * whatever the ticket was then.
     *
     * @param scan in the round that the verdict belongs to
     */
    public static TicketState told(TicketState state, Scan scan, Verdict verdict) {
        Optional<FirstScan> firstSoFar = state.in(scan.round()).first();
        FirstScan first = firstSoFar.orElseGet(() -> FirstScan.of(scan));
        if (first.round() > scan.round()) {
            return state; // The scan is of a rehearsal.
        }
        if (verdict instanceof Synced(Ticket ticket)) {
            return switch (state) {
                case Unknown any -> new Admitted(ticket, first);
                case Valid valid -> new Admitted(valid.ticket(), first);
                case Revoked(Valid valid) -> new Revoked(new Admitted(valid.ticket(), first));
            };
        }
        if (scan.holder() != Holder.LET_IN || scan.deviceRevoked() || firstSoFar.isPresent()) {
            return state;
        }
        return switch (state) {
            case Unknown any -> new Unknown(Optional.of(first));
            case Valid valid -> new Entered(valid.ticket(), first);
            case Revoked(Valid valid) -> new Revoked(new Entered(valid.ticket(), first));
        };
    }

    /** The state after the organiser has issued, changed, revoked or restored the ticket. */
    public static TicketState change(TicketState state, TicketChange change) {
        Valid ifValid = switch (state) {
            case Unknown(Optional<FirstScan> first) -> issued(change.appliedTo(Ticket.BLANK), first);
            case Valid valid -> valid.reissued(change.appliedTo(valid.ticket()));
            case Revoked(Valid stateIfValid) -> stateIfValid.reissued(change.appliedTo(stateIfValid.ticket()));
        };
        return change.revokes(state instanceof Revoked) ? new Revoked(ifValid) : ifValid;
    }

    private static Valid issued(Ticket ticket, Optional<FirstScan> first) {
        return first.<Valid>map(entry -> new Entered(ticket, entry)).orElseGet(() -> new Issued(ticket));
    }
}
