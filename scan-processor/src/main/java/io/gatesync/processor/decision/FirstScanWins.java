package io.gatesync.processor.decision;

import io.gatesync.processor.decision.TicketState.Admitted;
import io.gatesync.processor.decision.TicketState.Issued;
import io.gatesync.processor.decision.TicketState.Revoked;
import io.gatesync.processor.decision.TicketState.Unknown;
import io.gatesync.processor.decision.TicketState.Valid;
import io.gatesync.processor.decision.Verdict.Conflict;
import io.gatesync.processor.decision.Verdict.Duplicate;
import io.gatesync.processor.decision.Verdict.NotFound;
import io.gatesync.processor.decision.Verdict.Synced;
import io.gatesync.processor.decision.Verdict.TicketRevoked;
import java.util.Optional;

/**
 * The whole rule at the gate: the first scan of a valid ticket to arrive is admitted, and no later one is. The verdict goes
 * by arrival, as in the sync guide's code; device clocks only tell whether a conflicting scan was made before the first one.
 */
public final class FirstScanWins {
    private FirstScanWins() {}

    /**
     * The verdict on a scan of a ticket in this state, and the ticket's state after it.
     *
     * @param remembered the verdict that this very scan got when it came first, unless it was admitted; empty for a new scan
     */
    public static Decision decide(TicketState state, Optional<Verdict> remembered, Scan scan) {
        return remembered
                .or(() -> verdictIfAdmitted(state, scan))
                .map(verdict -> Decision.replay(state, verdict))
                .orElseGet(() -> decideNew(state, scan));
    }

    private static Optional<Verdict> verdictIfAdmitted(TicketState state, Scan scan) {
        return state.admission()
                .filter(admission -> admission.first().is(scan))
                .map(admission -> new Synced(admission.ticket()));
    }

    private static Decision decideNew(TicketState state, Scan scan) {
        return switch (state) {
            case Unknown unknown -> Decision.of(unknown, new NotFound());
            case Revoked revoked ->
                Decision.of(revoked, new TicketRevoked(revoked.stateIfValid().ticket()));
            case Issued issued -> Decision.of(issued.admittedBy(scan), new Synced(issued.ticket()));
            case Admitted admitted -> Decision.of(admitted, scannedAgain(admitted, scan));
        };
    }

    private static Verdict scannedAgain(Admitted admitted, Scan scan) {
        FirstScan first = admitted.first();
        return first.deviceId().equals(scan.deviceId())
                ? new Duplicate(admitted.ticket(), first)
                : new Conflict(admitted.ticket(), first, scan.scannedAt().isBefore(first.scannedAt()));
    }

    /**
     * The state after a scan was told this verdict, whatever the ticket was then: for a state that is put together again from
     * what was told.
     */
    public static TicketState told(TicketState state, Scan scan, Verdict verdict) {
        return verdict instanceof Synced(Ticket ticket)
                ? switch (state) {
                    case Unknown() -> new Admitted(ticket, FirstScan.of(scan));
                    case Valid valid -> new Admitted(valid.ticket(), FirstScan.of(scan));
                    case Revoked(Valid valid) -> new Revoked(new Admitted(valid.ticket(), FirstScan.of(scan)));
                }
                : state;
    }

    /** The state after the organiser has issued, changed, revoked or restored the ticket. */
    public static TicketState change(TicketState state, TicketChange change) {
        Valid ifValid = switch (state) {
            case Unknown() -> new Issued(change.appliedTo(Ticket.BLANK));
            case Valid valid -> valid.reissued(change.appliedTo(valid.ticket()));
            case Revoked(Valid stateIfValid) -> stateIfValid.reissued(change.appliedTo(stateIfValid.ticket()));
        };
        return change.revokes(state instanceof Revoked) ? new Revoked(ifValid) : ifValid;
    }
}
