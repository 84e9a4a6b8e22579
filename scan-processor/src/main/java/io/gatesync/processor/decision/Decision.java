package io.gatesync.processor.decision;

/**
 * What a scan leads to.
 *
 * @param state the ticket's state after the scan
 * @param verdict the verdict on the scan
 * @param replayed whether the scan was only sent again: it gets the verdict that it had, and changes nothing
 */
public record Decision(TicketState state, Verdict verdict, boolean replayed) {

    static Decision of(TicketState state, Verdict verdict) {
        return new Decision(state, verdict, false);
    }

    static Decision replay(TicketState state, Verdict verdict) {
        return new Decision(state, verdict, true);
    }
}
