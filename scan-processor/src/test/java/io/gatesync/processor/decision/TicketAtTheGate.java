package io.gatesync.processor.decision;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One ticket with the plainest memory of verdicts: a map that forgets nothing. */
final class TicketAtTheGate {
    private record ScanName(UUID id, String deviceId, Object time) {}

    private TicketState state = TicketState.initial();
    private final Map<ScanName, Remembered> verdicts = new HashMap<>();
    private long round;

    TicketState state() {
        return state;
    }

    TicketState stateInThisRound() {
        return state.in(round);
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

    /** A rehearsal is over: everybody is out again. */
    void reset() {
        round++;
    }

    Decision arrives(Scan sent) {
        Scan scan = sent.inRound(round);
        ScanName name = name(scan.id(), scan.deviceId(), scan.time());
        Decision decision =
                FirstScanWins.decide(state, Optional.ofNullable(scan.idFromDevice() ? verdicts.get(name) : null), scan);
        state.ifAdmitted()
                .filter(before -> before.admission().idFromDevice())
                .filter(before -> !decision.state().first().equals(before.first()))
                .ifPresent(before -> verdicts.put(
                        name(
                                before.admission().scanId(),
                                before.admission().deviceId(),
                                before.admission().time()),
                        new Remembered(
                                new Verdict.Synced(before.ticket()),
                                before.admission().round())));
        state = decision.state();
        if (scan.idFromDevice() && !decision.replayed() && !(decision.verdict() instanceof Verdict.Synced)) {
            verdicts.put(name, new Remembered(decision.verdict(), decision.round()));
        }
        return decision;
    }

    UndoDecision takesBack(Undo undo) {
        Scan scan = undo.scan().inRound(round);
        ScanName name = name(scan.id(), scan.deviceId(), scan.time());
        UndoDecision decision =
                FirstScanWins.undo(state, Optional.ofNullable(verdicts.get(name)), new Undo(scan, undo.at()));
        if (decision.answer() == UndoAnswer.UNDONE) {
            verdicts.put(name, decision.verdict().orElseThrow());
        }
        state = decision.state();
        return decision;
    }

    private static ScanName name(UUID id, String deviceId, ScanTime time) {
        return new ScanName(id, deviceId, time.fromDevice() ? time.at() : "none");
    }
}
