package io.gatesync.processor.topology;

import static io.gatesync.schemas.Verdict.CONFLICT;
import static io.gatesync.schemas.Verdict.DEVICE_REVOKED;
import static io.gatesync.schemas.Verdict.DUPLICATE;
import static io.gatesync.schemas.Verdict.REFUSED_AT_GATE;
import static io.gatesync.schemas.Verdict.SYNCED;
import static io.gatesync.schemas.Verdict.TICKET_NOT_FOUND;
import static io.gatesync.schemas.Verdict.TICKET_REVOKED;
import static java.util.Objects.requireNonNull;

import io.gatesync.processor.decision.Decision;
import io.gatesync.processor.decision.FirstScan;
import io.gatesync.processor.decision.Remembered;
import io.gatesync.processor.decision.Scan;
import io.gatesync.processor.decision.Scan.Holder;
import io.gatesync.processor.decision.ScanTime;
import io.gatesync.processor.decision.Ticket;
import io.gatesync.processor.decision.TicketChange;
import io.gatesync.processor.decision.TicketState;
import io.gatesync.processor.decision.UndoAnswer;
import io.gatesync.processor.decision.UndoDecision;
import io.gatesync.processor.decision.Verdict;
import io.gatesync.processor.decision.Verdict.Conflict;
import io.gatesync.processor.decision.Verdict.DeviceRevoked;
import io.gatesync.processor.decision.Verdict.Duplicate;
import io.gatesync.processor.decision.Verdict.NotFound;
import io.gatesync.processor.decision.Verdict.RefusedAtGate;
import io.gatesync.processor.decision.Verdict.Synced;
import io.gatesync.processor.decision.Verdict.TicketRevoked;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketDetails;
import io.gatesync.schemas.TicketStatus;
import io.gatesync.schemas.UndoOutcome;
import io.gatesync.schemas.UndoRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns records into what is decided on, and decisions into records. A new verdict does not compile before it is here. */
final class RecordFormat {
    private RecordFormat() {}

    /** @param round the round of admissions that the event is in */
    static Scan scan(ScanUploaded scan, long round) {
        return new Scan(
                scan.getScanId(),
                scan.getScanIdFromDevice(),
                scan.getDeviceId(),
                time(scan.getScannedAt(), scan.getScannedAtFromDevice(), scan.getClockAheadMs()),
                holder(scan.getAdmitted()),
                round,
                scan.getDeviceRevoked());
    }

    static Scan scan(ScanDecided outcome) {
        return new Scan(
                outcome.getScanId(),
                outcome.getScanIdFromDevice(),
                outcome.getDeviceId(),
                time(outcome.getScannedAt(), outcome.getScannedAtFromDevice(), outcome.getClockAheadMs()),
                holder(outcome.getAdmitted()),
                outcome.getAdmissionRound(),
                outcome.getDeviceRevoked());
    }

    private static ScanTime time(Instant scannedAt, boolean fromDevice, @Nullable Long clockAheadMs) {
        return new ScanTime(
                scannedAt,
                fromDevice,
                fromDevice && clockAheadMs != null ? Duration.ofMillis(clockAheadMs) : Duration.ZERO);
    }

    private static Holder holder(@Nullable Boolean admitted) {
        if (admitted == null) {
            return Holder.WAITS;
        }
        return admitted ? Holder.LET_IN : Holder.SENT_AWAY;
    }

    /** @throws IllegalArgumentException if a newer build wrote the change */
    static TicketChange change(TicketChanged change) {
        return new TicketChange(
                status(change.getStatus()), change.getType(), change.getAdmittence(), change.getNumber());
    }

    private static TicketChange.@Nullable Status status(@Nullable TicketStatus published) {
        return switch (published) {
            case null -> null;
            case VALID -> TicketChange.Status.VALID;
            case REVOKED -> TicketChange.Status.REVOKED;
            case OTHER -> throw new IllegalArgumentException("a ticket status that this build does not know");
        };
    }

    /**
     * The verdict that an outcome tells; empty if a newer build gave it, or it lacks what its verdict needs.
     *
     * @param state of the ticket, as the outcomes before this one tell it
     */
    static Optional<Verdict> verdict(ScanDecided outcome, TicketState state) {
        Ticket ticket = ticket(outcome.getTicket());
        Optional<FirstScan> first = first(outcome.getFirstScan(), outcome.getAdmissionRound(), state);
        return switch (outcome.getVerdict()) {
            case SYNCED -> Optional.of(new Synced(ticket));
            case DUPLICATE -> first.map(scan -> new Duplicate(ticket, scan));
            case CONFLICT -> first.map(scan -> new Conflict(ticket, scan, outcome.getEarlierOnDevice()));
            case TICKET_NOT_FOUND -> Optional.of(new NotFound());
            case TICKET_REVOKED -> Optional.of(new TicketRevoked(ticket));
            case REFUSED_AT_GATE -> Optional.of(new RefusedAtGate(ticket));
            case DEVICE_REVOKED -> Optional.of(new DeviceRevoked());
            case OTHER -> Optional.empty();
        };
    }

    private static Ticket ticket(@Nullable TicketDetails published) {
        return published == null
                ? Ticket.BLANK
                : new Ticket(published.getType(), published.getAdmittence(), published.getNumber());
    }

    /** All that is known of the first scan is told by its own outcome only. */
    private static Optional<FirstScan> first(
            io.gatesync.schemas.@Nullable FirstScan published, long round, TicketState state) {
        return state.in(round)
                .first()
                .or(() -> Optional.ofNullable(published)
                        .map(scan -> new FirstScan(
                                scan.getScanId(),
                                false,
                                scan.getDeviceId(),
                                time(scan.getScannedAt(), true, null),
                                round)));
    }

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
                case RefusedAtGate(Ticket ticket) -> new Fields(REFUSED_AT_GATE, ticket, null, false);
                case DeviceRevoked() -> new Fields(DEVICE_REVOKED, null, null, false);
            };
        }
    }

    static ScanDecided outcome(ScanUploaded scan, Decision decision, Instant decidedAt) {
        return outcome(
                scan,
                Fields.of(decision.verdict()),
                decision.replayed(),
                decidedAt,
                decision.round(),
                null,
                decision.undone());
    }

    /** Of the wish to take a scan back: in all else as if the scan had been sent again. */
    static ScanDecided outcome(ScanUploaded wish, UndoDecision decision, Instant decidedAt) {
        UndoRequest undo = requireNonNull(wish.getUndo());
        io.gatesync.schemas.UndoAnswer answer = published(decision.answer());
        return outcome(
                wish,
                decision.verdict()
                        .map(had -> Fields.of(had.verdict()))
                        .orElse(new Fields(io.gatesync.schemas.Verdict.OTHER, null, null, false)),
                true,
                decidedAt,
                decision.verdict().map(Remembered::round).orElse(0L),
                new UndoOutcome(undo.getReason(), undo.getUndoneAt(), answer),
                decision.verdict().filter(Remembered::undone).isPresent());
    }

    private static io.gatesync.schemas.UndoAnswer published(UndoAnswer answer) {
        return switch (answer) {
            case UNDONE -> io.gatesync.schemas.UndoAnswer.UNDONE;
            case UNDONE_BEFORE -> io.gatesync.schemas.UndoAnswer.UNDONE_BEFORE;
            case NOT_IN -> io.gatesync.schemas.UndoAnswer.NOT_IN;
            case TOO_LATE -> io.gatesync.schemas.UndoAnswer.TOO_LATE;
            case TOO_MANY_IN -> io.gatesync.schemas.UndoAnswer.TOO_MANY_IN;
            case DEVICE_REVOKED -> io.gatesync.schemas.UndoAnswer.DEVICE_REVOKED;
        };
    }

    private static ScanDecided outcome(
            ScanUploaded scan,
            Fields verdict,
            boolean replayed,
            Instant decidedAt,
            long round,
            @Nullable UndoOutcome undo,
            boolean undone) {
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
                scan.getAdmitted(),
                scan.getGate(),
                scan.getScannedAtFromDevice(),
                scan.getScannedAtInSeconds(),
                scan.getClockAheadMs(),
                verdict.name(),
                replayed,
                published(verdict.first()),
                verdict.earlierOnDevice(),
                published(verdict.ticket()),
                decidedAt,
                round,
                scan.getDeviceRevoked(),
                undo,
                undone);
    }

    private static @Nullable TicketDetails published(@Nullable Ticket ticket) {
        return ticket == null ? null : new TicketDetails(ticket.type(), ticket.admittence(), ticket.number());
    }

    private static io.gatesync.schemas.@Nullable FirstScan published(@Nullable FirstScan first) {
        return first == null
                ? null
                : new io.gatesync.schemas.FirstScan(
                        first.scanId(), first.deviceId(), first.time().at());
    }
}
