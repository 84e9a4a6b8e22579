package io.gatesync.processor.decision;

import io.gatesync.processor.decision.Outcome.Conflict;
import io.gatesync.processor.decision.Outcome.Duplicate;
import io.gatesync.processor.decision.Outcome.NotFound;
import io.gatesync.processor.decision.Outcome.Synced;
import io.gatesync.processor.decision.Outcome.TicketRevoked;
import io.gatesync.processor.decision.TicketState.Admitted;
import io.gatesync.processor.decision.TicketState.Issued;
import io.gatesync.processor.decision.TicketState.Revoked;
import io.gatesync.processor.decision.TicketState.Unknown;
import io.gatesync.processor.decision.TicketState.Valid;
import java.util.Optional;

/**
 * The rule at the gate, whole: the first scan of a valid ticket to arrive is admitted, no later one is. The verdict goes
 * by arrival, as in the sync guide's code; device clocks only tell whether a conflict's loser was made first.
 */
public final class FirstScanWins {
    private FirstScanWins() {}

    /** The verdict on a scan of a ticket in this state. */
    public static Decision decide(TicketState state, Scan scan) {
        Optional<Outcome> before = state.history().outcomeOf(scan);
        if (before.isPresent()) {
            return new Decision(state, before.get(), true);
        }
        Outcome outcome = switch (state) {
            case Unknown unknown -> new NotFound();
            case Revoked revoked -> new TicketRevoked(revoked.ticket());
            case Issued issued -> new Synced(issued.ticket());
            case Admitted admitted -> again(admitted, scan);
        };
        TicketState after = state instanceof Issued issued ? issued.by(scan) : state;
        return new Decision(after.with(after.history().remembering(scan, outcome)), outcome, false);
    }

    private static Outcome again(Admitted admitted, Scan scan) {
        FirstScan first = admitted.first();
        return first.deviceId().equals(scan.deviceId())
                ? new Duplicate(admitted.ticket(), first)
                : new Conflict(admitted.ticket(), first, scan.scannedAt().isBefore(first.scannedAt()));
    }

    /** The state after the organiser has issued the ticket, changed what is printed on it, or restored it. */
    public static TicketState issue(TicketState state, Ticket ticket) {
        return valid(state, ticket);
    }

    /** The state after the organiser has withdrawn the ticket. */
    public static TicketState revoke(TicketState state, Ticket ticket) {
        return new Revoked(valid(state, ticket));
    }

    private static Valid valid(TicketState state, Ticket ticket) {
        return switch (state) {
            case Unknown unknown -> new Issued(ticket, unknown.history());
            case Valid valid -> valid.reissued(ticket);
            case Revoked revoked -> revoked.was().reissued(ticket);
        };
    }
}
