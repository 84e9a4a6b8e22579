package io.gatesync.processor.decision;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One ticket with the plainest memory of verdicts: a map that forgets nothing. */
final class TicketAtTheGate {
    private record ScanName(UUID id, String deviceId, Object time) {}

    private TicketState state = TicketState.initial();
    private final Map<ScanName, Verdict> verdicts = new HashMap<>();

    TicketState state() {
        return state;
    }

    int remembered() {
        return verdicts.size();
    }

    void issued(Ticket ticket) {
        state = TicketChanges.issue(state, ticket);
    }

    void revoked(Ticket ticket) {
        state = TicketChanges.revoke(state, ticket);
    }

    void changed(TicketChange change) {
        state = FirstScanWins.change(state, change);
    }

    Decision arrives(Scan scan) {
        ScanName name = new ScanName(
                scan.id(),
                scan.deviceId(),
                scan.time().fromDevice() ? scan.time().at() : "none");
        Decision decision =
                FirstScanWins.decide(state, Optional.ofNullable(scan.idFromDevice() ? verdicts.get(name) : null), scan);
        state = decision.state();
        if (scan.idFromDevice() && !decision.replayed() && !(decision.verdict() instanceof Verdict.Synced)) {
            verdicts.put(name, decision.verdict());
        }
        return decision;
    }
}
