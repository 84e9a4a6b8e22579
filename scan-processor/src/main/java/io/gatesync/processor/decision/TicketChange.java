package io.gatesync.processor.decision;

import org.jspecify.annotations.Nullable;

/**
 * What the organiser changes about a ticket. A part that is null stays as it was; an empty text takes away what was printed.
 *
 * @param status null: as it was, and valid for a new ticket
 * @param type the kind of ticket, such as VIP
 * @param admittence what it admits to; the scanner app's spelling
 * @param number the printed number
 */
public record TicketChange(
        @Nullable Status status,
        @Nullable String type,
        @Nullable String admittence,
        @Nullable String number) {

    /** Whether a ticket admits anyone. */
    public enum Status {
        VALID,
        REVOKED
    }

    Ticket appliedTo(Ticket before) {
        return new Ticket(
                changed(before.type(), type),
                changed(before.admittence(), admittence),
                changed(before.number(), number));
    }

    private static @Nullable String changed(@Nullable String before, @Nullable String now) {
        if (now == null) {
            return before;
        }
        return now.isEmpty() ? null : now;
    }

    boolean revokes(boolean revokedBefore) {
        return status == null ? revokedBefore : status == Status.REVOKED;
    }
}
