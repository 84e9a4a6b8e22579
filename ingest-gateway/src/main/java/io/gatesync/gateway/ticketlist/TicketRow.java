package io.gatesync.gateway.ticketlist;

import org.jspecify.annotations.Nullable;

/** One row of a ticket list. It says only what it changes: what the list has no column for stays as it was. */
public sealed interface TicketRow {
    /** The line on which the row begins, from 1: of a text, or of a sheet. */
    long line();

    /** A ticket as the organiser wants it, as far as the row says it. A field is null if it stays as it was, and empty if there is none. */
    record Ticket(
            long line,
            String qrcode,
            @Nullable String type,
            @Nullable String admittence,
            @Nullable String number,
            @Nullable Boolean revoked)
            implements TicketRow {}

    /** A row that is no ticket, and the reason, in a sentence for the organiser. */
    record Refused(long line, String reason) implements TicketRow {}
}
