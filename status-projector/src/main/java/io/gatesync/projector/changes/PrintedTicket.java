package io.gatesync.projector.changes;

import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketStatus;
import java.time.Instant;

/** What the organiser last said of a ticket, and when it was first and last spoken of. */
public record PrintedTicket(
        TicketKey key,
        String type,
        String admittence,
        String number,
        boolean revoked,
        Instant createdAt,
        Instant updatedAt) {

    static PrintedTicket of(TicketChanged ticket) {
        return new PrintedTicket(
                new TicketKey(ticket.getEventId(), ticket.getQrcode()),
                ticket.getType(),
                ticket.getAdmittence(),
                ticket.getNumber(),
                ticket.getStatus() == TicketStatus.REVOKED,
                ticket.getChangedAt(),
                ticket.getChangedAt());
    }

    PrintedTicket then(PrintedTicket later) {
        return new PrintedTicket(
                key,
                later.type,
                later.admittence,
                later.number,
                later.revoked,
                Instants.earlier(createdAt, later.createdAt),
                Instants.later(updatedAt, later.updatedAt));
    }
}
