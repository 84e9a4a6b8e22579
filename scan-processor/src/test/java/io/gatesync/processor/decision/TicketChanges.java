package io.gatesync.processor.decision;

import org.jspecify.annotations.Nullable;

/** Changes of tickets as a complete row of a ticket list makes them. */
public final class TicketChanges {
    private TicketChanges() {}

    public static TicketState issue(TicketState state, Ticket ticket) {
        return change(state, TicketChange.Status.VALID, ticket);
    }

    public static TicketState revoke(TicketState state, Ticket ticket) {
        return change(state, TicketChange.Status.REVOKED, ticket);
    }

    private static TicketState change(TicketState state, TicketChange.Status status, Ticket ticket) {
        return FirstScanWins.change(
                state,
                new TicketChange(status, given(ticket.type()), given(ticket.admittence()), given(ticket.number())));
    }

    private static String given(@Nullable String text) {
        return text == null ? "" : text;
    }
}
