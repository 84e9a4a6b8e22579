package io.gatesync.projector.changes;

import static java.util.Collections.max;
import static java.util.Collections.min;

import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as the organiser last described it.
 *
 * @param type as printed; null where the organiser gave none
 * @param admittence as printed; null where the organiser gave none
 * @param number as printed; null where the organiser gave none
 * @param createdAt when the organiser first described it
 * @param updatedAt when the organiser last described it
 */
public record PrintedTicket(
        TicketKey key,
        @Nullable String type,
        @Nullable String admittence,
        @Nullable String number,
        boolean revoked,
        Instant createdAt,
        Instant updatedAt) {

    static PrintedTicket of(TicketChanged ticket) {
        return new PrintedTicket(
                new TicketKey(ticket.getEventId(), ticket.getQrcode()),
                ticket.getType(),
                ticket.getAdmittence(),
                ticket.getNumber(),
                isRevoked(ticket.getStatus()),
                ticket.getChangedAt(),
                ticket.getChangedAt());
    }

    PrintedTicket updatedBy(PrintedTicket later) {
        return new PrintedTicket(
                key,
                later.type,
                later.admittence,
                later.number,
                later.revoked,
                min(List.of(createdAt, later.createdAt)),
                max(List.of(updatedAt, later.updatedAt)));
    }

    private static boolean isRevoked(@Nullable TicketStatus status) {
        return status == TicketStatus.REVOKED;
    }
}
