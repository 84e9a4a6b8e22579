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
import io.gatesync.processor.stored.StoredDetails;
import io.gatesync.processor.stored.StoredFirstScan;
import io.gatesync.processor.stored.StoredVerdict;
import io.gatesync.processor.stored.StoredVerdictKind;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.TicketDetails;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Maps every verdict to Avro: to the record that goes to the topic of outcomes, and to and from the record that the ticket
 * store keeps. A new verdict is added here only; the two switches do not compile before it is.
 */
final class VerdictFormat {
    private VerdictFormat() {}

    /** A verdict as both schemas write it: its name in each, and the facts beside it; null where this verdict has none. */
    private record Fields(
            io.gatesync.schemas.Verdict publishedName,
            StoredVerdictKind storedName,
            @Nullable Ticket ticket,
            @Nullable FirstScan first,
            boolean earlierOnDevice) {

        static Fields of(Verdict verdict) {
            return switch (verdict) {
                case Synced(Ticket ticket) -> new Fields(SYNCED, StoredVerdictKind.SYNCED, ticket, null, false);
                case Duplicate(Ticket ticket, FirstScan first) ->
                    new Fields(DUPLICATE, StoredVerdictKind.DUPLICATE, ticket, first, false);
                case Conflict(Ticket ticket, FirstScan first, boolean earlierOnDevice) ->
                    new Fields(CONFLICT, StoredVerdictKind.CONFLICT, ticket, first, earlierOnDevice);
                case NotFound() -> new Fields(TICKET_NOT_FOUND, StoredVerdictKind.TICKET_NOT_FOUND, null, null, false);
                case TicketRevoked(Ticket ticket) ->
                    new Fields(TICKET_REVOKED, StoredVerdictKind.TICKET_REVOKED, ticket, null, false);
            };
        }
    }

    static ScanDecided published(ScanUploaded scan, Decision decision, Instant decidedAt) {
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
                verdict.publishedName(),
                decision.replayed(),
                published(verdict.first()),
                verdict.earlierOnDevice(),
                published(verdict.ticket()),
                decidedAt);
    }

    static StoredVerdict stored(UUID scanId, String deviceId, Verdict verdict) {
        Fields fields = Fields.of(verdict);
        return new StoredVerdict(
                scanId,
                deviceId,
                fields.storedName(),
                stored(fields.ticket()),
                stored(fields.first()),
                fields.earlierOnDevice());
    }

    static Verdict verdict(StoredVerdict stored) {
        return switch (stored.getKind()) {
            case SYNCED -> new Synced(ticket(stored.getTicket()));
            case DUPLICATE -> new Duplicate(ticket(stored.getTicket()), firstScan(stored.getFirstScan()));
            case CONFLICT ->
                new Conflict(ticket(stored.getTicket()), firstScan(stored.getFirstScan()), stored.getEarlierOnDevice());
            case TICKET_NOT_FOUND -> new NotFound();
            case TICKET_REVOKED -> new TicketRevoked(ticket(stored.getTicket()));
        };
    }

    private static @Nullable TicketDetails published(@Nullable Ticket ticket) {
        return ticket == null ? null : new TicketDetails(ticket.type(), ticket.admittence(), ticket.number());
    }

    private static io.gatesync.schemas.@Nullable FirstScan published(@Nullable FirstScan first) {
        return first == null
                ? null
                : new io.gatesync.schemas.FirstScan(first.scanId(), first.deviceId(), first.scannedAt());
    }

    static @Nullable StoredDetails stored(@Nullable Ticket ticket) {
        return ticket == null ? null : new StoredDetails(ticket.type(), ticket.admittence(), ticket.number());
    }

    static @Nullable StoredFirstScan stored(@Nullable FirstScan first) {
        return first == null ? null : new StoredFirstScan(first.scanId(), first.deviceId(), first.scannedAt());
    }

    static Ticket ticket(StoredDetails stored) {
        return new Ticket(stored.getType(), stored.getAdmittence(), stored.getNumber());
    }

    static FirstScan firstScan(StoredFirstScan stored) {
        return new FirstScan(stored.getScanId(), stored.getDeviceId(), stored.getScannedAt());
    }
}
