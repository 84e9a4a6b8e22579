package io.gatesync.projector.changes;

import static java.util.Collections.max;
import static java.util.Collections.min;

import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the organiser says of a ticket, in one change or in several that were folded. Says only what changes.
 *
 * @param type as printed; null: as it was; empty: there is none
 * @param admittence as printed; null: as it was; empty: there is none
 * @param number as printed; null: as it was; empty: there is none
 * @param revoked null: as it was, and false for a new ticket
 * @param createdAt when the organiser first described it
 * @param updatedAt when the organiser last described it
 */
public record PrintedTicket(
        TicketKey key,
        @Nullable String type,
        @Nullable String admittence,
        @Nullable String number,
        @Nullable Boolean revoked,
        Instant createdAt,
        Instant updatedAt) {

    static PrintedTicket of(TicketChanged ticket) {
        return new PrintedTicket(
                new TicketKey(ticket.getEventId(), ticket.getQrcode()),
                ticket.getType(),
                ticket.getAdmittence(),
                ticket.getNumber(),
                revoked(ticket.getStatus()),
                ticket.getChangedAt(),
                ticket.getChangedAt());
    }

    PrintedTicket updatedBy(PrintedTicket later) {
        return new PrintedTicket(
                key,
                later.type == null ? type : later.type,
                later.admittence == null ? admittence : later.admittence,
                later.number == null ? number : later.number,
                later.revoked == null ? revoked : later.revoked,
                min(List.of(createdAt, later.createdAt)),
                max(List.of(updatedAt, later.updatedAt)));
    }

    private static @Nullable Boolean revoked(@Nullable TicketStatus status) {
        return switch (status) {
            case null -> null;
            case VALID -> false;
            case REVOKED -> true;
            case OTHER -> throw new IllegalArgumentException("No table shows a status that this version does not know");
        };
    }
}
