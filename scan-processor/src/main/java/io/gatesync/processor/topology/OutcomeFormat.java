package io.gatesync.processor.topology;

import static io.gatesync.schemas.Verdict.CONFLICT;
import static io.gatesync.schemas.Verdict.DUPLICATE;
import static io.gatesync.schemas.Verdict.SYNCED;
import static io.gatesync.schemas.Verdict.TICKET_NOT_FOUND;
import static io.gatesync.schemas.Verdict.TICKET_REVOKED;

import io.gatesync.processor.decision.Decision;
import io.gatesync.processor.decision.FirstScan;
import io.gatesync.processor.decision.Ticket;
import io.gatesync.processor.decision.Verdict;
import io.gatesync.processor.decision.Verdict.Conflict;
import io.gatesync.processor.decision.Verdict.Duplicate;
import io.gatesync.processor.decision.Verdict.NotFound;
import io.gatesync.processor.decision.Verdict.Synced;
import io.gatesync.processor.decision.Verdict.TicketRevoked;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.TicketDetails;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Turns a decision into the record that goes to the topic of outcomes. A new verdict does not compile before it is here. */
final class OutcomeFormat {
    private OutcomeFormat() {}

    /** A verdict as the topic names it, and the facts beside it; null where this verdict has none. */
    private record Fields(
            io.gatesync.schemas.Verdict name,
            @Nullable Ticket ticket,
            @Nullable FirstScan first,
            boolean earlierOnDevice) {

        static Fields of(Verdict verdict) {
            return switch (verdict) {
                case Synced(Ticket ticket) -> new Fields(SYNCED, ticket, null, false);
                case Duplicate(Ticket ticket, FirstScan first) -> new Fields(DUPLICATE, ticket, first, false);
                case Conflict(Ticket ticket, FirstScan first, boolean earlierOnDevice) ->
                    new Fields(CONFLICT, ticket, first, earlierOnDevice);
                case NotFound() -> new Fields(TICKET_NOT_FOUND, null, null, false);
                case TicketRevoked(Ticket ticket) -> new Fields(TICKET_REVOKED, ticket, null, false);
            };
        }
    }

    static ScanDecided outcome(ScanUploaded scan, Decision decision, Instant decidedAt) {
        Fields verdict = Fields.of(decision.verdict());
        return new ScanDecided(
                scan.getScanId(),
                scan.getScanIdFromDevice(),
                scan.getEventId(),
                scan.getDeviceId(),
                scan.getSessionToken(),
                scan.getQrcode(),
                scan.getScannedAt(),
                scan.getUploadedAt(),
                scan.getTicketTypes(),
                scan.getSyncSessionId(),
                verdict.name(),
                decision.replayed(),
                published(verdict.first()),
                verdict.earlierOnDevice(),
                published(verdict.ticket()),
                decidedAt);
    }

    private static @Nullable TicketDetails published(@Nullable Ticket ticket) {
        return ticket == null ? null : new TicketDetails(ticket.type(), ticket.admittence(), ticket.number());
    }

    private static io.gatesync.schemas.@Nullable FirstScan published(@Nullable FirstScan first) {
        return first == null
                ? null
                : new io.gatesync.schemas.FirstScan(first.scanId(), first.deviceId(), first.scannedAt());
    }
}
