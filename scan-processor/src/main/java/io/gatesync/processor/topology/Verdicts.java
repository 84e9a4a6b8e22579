package io.gatesync.processor.topology;

import io.gatesync.processor.decision.Decision;
import io.gatesync.processor.decision.Outcome.Conflict;
import io.gatesync.processor.decision.Outcome.Duplicate;
import io.gatesync.processor.decision.Outcome.NotFound;
import io.gatesync.processor.decision.Outcome.Synced;
import io.gatesync.processor.decision.Outcome.TicketRevoked;
import io.gatesync.processor.decision.Ticket;
import io.gatesync.schemas.FirstScan;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.TicketDetails;
import io.gatesync.schemas.Verdict;
import java.time.Instant;

/** A decision as the event that tells the world of it. */
final class Verdicts {
    private Verdicts() {}

    static ScanDecided scanDecided(ScanUploaded scan, Decision decision, Instant decidedAt) {
        ScanDecided event = about(scan);
        event.setReplayed(decision.replayed());
        event.setDecidedAt(decidedAt);
        switch (decision.outcome()) {
            case Synced synced -> {
                event.setVerdict(Verdict.SYNCED);
                event.setTicket(details(synced.ticket()));
            }
            case Duplicate duplicate -> {
                event.setVerdict(Verdict.DUPLICATE);
                event.setTicket(details(duplicate.ticket()));
                event.setFirstScan(firstScan(duplicate.first()));
            }
            case Conflict conflict -> {
                event.setVerdict(Verdict.CONFLICT);
                event.setTicket(details(conflict.ticket()));
                event.setFirstScan(firstScan(conflict.first()));
                event.setEarlierOnDevice(conflict.earlierOnDevice());
            }
            case NotFound notFound -> event.setVerdict(Verdict.TICKET_NOT_FOUND);
            case TicketRevoked revoked -> {
                event.setVerdict(Verdict.TICKET_REVOKED);
                event.setTicket(details(revoked.ticket()));
            }
        }
        return event;
    }

    private static ScanDecided about(ScanUploaded scan) {
        ScanDecided event = new ScanDecided();
        event.setScanId(scan.getScanId());
        event.setScanIdFromDevice(scan.getScanIdFromDevice());
        event.setEventId(scan.getEventId());
        event.setDeviceId(scan.getDeviceId());
        event.setSessionToken(scan.getSessionToken());
        event.setQrcode(scan.getQrcode());
        event.setScannedAt(scan.getScannedAt());
        event.setUploadedAt(scan.getUploadedAt());
        event.setTicketTypes(scan.getTicketTypes());
        event.setSyncSessionId(scan.getSyncSessionId());
        return event;
    }

    private static TicketDetails details(Ticket ticket) {
        return new TicketDetails(ticket.type(), ticket.admittence(), ticket.number());
    }

    private static FirstScan firstScan(io.gatesync.processor.decision.FirstScan first) {
        return new FirstScan(first.scanId(), first.deviceId(), first.scannedAt());
    }
}
