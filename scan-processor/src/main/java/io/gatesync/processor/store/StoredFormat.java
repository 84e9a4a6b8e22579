package io.gatesync.processor.store;

import io.gatesync.processor.decision.FirstScan;
import io.gatesync.processor.decision.Remembered;
import io.gatesync.processor.decision.ScanTime;
import io.gatesync.processor.decision.TicketState;
import io.gatesync.processor.decision.TicketState.Admitted;
import io.gatesync.processor.decision.TicketState.Issued;
import io.gatesync.processor.decision.TicketState.Revoked;
import io.gatesync.processor.decision.TicketState.Unknown;
import io.gatesync.processor.decision.TicketState.Valid;
import io.gatesync.processor.decision.Verdict;
import io.gatesync.processor.decision.Verdict.Conflict;
import io.gatesync.processor.decision.Verdict.DeviceRevoked;
import io.gatesync.processor.decision.Verdict.Duplicate;
import io.gatesync.processor.decision.Verdict.NotFound;
import io.gatesync.processor.decision.Verdict.RefusedAtGate;
import io.gatesync.processor.decision.Verdict.Synced;
import io.gatesync.processor.decision.Verdict.TicketRevoked;
import io.gatesync.processor.stored.StoredDetails;
import io.gatesync.processor.stored.StoredFirstScan;
import io.gatesync.processor.stored.StoredTicket;
import io.gatesync.processor.stored.StoredVerdict;
import io.gatesync.processor.stored.StoredVerdictKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Turns the entries of the store into bytes and back. A new verdict is added here; the switches do not compile before it is. */
final class StoredFormat {
    private static final StoredVersions<StoredTicket> TICKETS = StoredVersions.of(StoredTicket.class);
    private static final StoredVersions<StoredVerdict> VERDICTS = StoredVersions.of(StoredVerdict.class);

    private StoredFormat() {}

    /**
     * A ticket's own entry.
     *
     * @param verdicts how many verdicts on its scans were ever remembered beside it
     */
    record Ticket(TicketState state, long verdicts) {}

    static byte[] write(Ticket ticket) {
        return TICKETS.write(stored(ticket));
    }

    /** @param entry null where there is none: nothing is known of the ticket */
    static Ticket ticket(byte @Nullable [] entry) {
        if (entry == null) {
            return new Ticket(TicketState.initial(), 0);
        }
        StoredTicket stored = TICKETS.read(entry);
        return new Ticket(state(stored), stored.getVerdicts());
    }

    static byte[] write(Remembered verdict) {
        return VERDICTS.write(stored(verdict));
    }

    /**
     * A verdict that is remembered. An admission is told with what is printed on the ticket now.
     *
     * @param entry null where there is none
     * @param now what is printed on the ticket
     */
    static Optional<Remembered> verdict(byte @Nullable [] entry, io.gatesync.processor.decision.Ticket now) {
        return Optional.ofNullable(entry)
                .map(VERDICTS::read)
                .map(stored -> new Remembered(verdict(stored, now), stored.getAdmissionRound(), stored.getUndone()));
    }

    private static StoredTicket stored(Ticket ticket) {
        TicketState state = ticket.state();
        Optional<Valid> valid = switch (state) {
            case Unknown any -> Optional.empty();
            case Valid any -> Optional.of(any);
            case Revoked(Valid stateIfValid) -> Optional.of(stateIfValid);
        };
        return new StoredTicket(
                state instanceof Revoked,
                valid.map(any -> stored(any.ticket())).orElse(null),
                state.first().map(StoredFormat::stored).orElse(null),
                valid.filter(Admitted.class::isInstance).isPresent(),
                ticket.verdicts(),
                state.entries().stream().skip(1).map(StoredFormat::stored).toList());
    }

    private static TicketState state(StoredTicket stored) {
        List<FirstScan> entries = new ArrayList<>();
        Optional.ofNullable(stored.getFirstScan()).map(StoredFormat::firstScan).ifPresent(entries::add);
        stored.getOthers().forEach(other -> entries.add(firstScan(other)));
        if (stored.getTicket() == null) {
            return new Unknown(List.copyOf(entries));
        }
        io.gatesync.processor.decision.Ticket ticket = details(stored.getTicket());
        Valid valid = stored.getAdmitted()
                ? new Admitted(ticket, entries.getFirst(), List.copyOf(entries.subList(1, entries.size())))
                : new Issued(ticket).having(List.copyOf(entries));
        return stored.getRevoked() ? new Revoked(valid) : valid;
    }

    private static StoredVerdict stored(Remembered remembered) {
        long round = remembered.round();
        boolean undone = remembered.undone();
        return switch (remembered.verdict()) {
            case Synced any -> new StoredVerdict(StoredVerdictKind.SYNCED, null, null, false, round, undone);
            case Duplicate(var ticket, FirstScan first) ->
                new StoredVerdict(StoredVerdictKind.DUPLICATE, stored(ticket), stored(first), false, round, undone);
            case Conflict(var ticket, FirstScan first, boolean earlierOnDevice) ->
                new StoredVerdict(
                        StoredVerdictKind.CONFLICT, stored(ticket), stored(first), earlierOnDevice, round, undone);
            case NotFound() -> new StoredVerdict(StoredVerdictKind.TICKET_NOT_FOUND, null, null, false, round, undone);
            case TicketRevoked(var ticket) ->
                new StoredVerdict(StoredVerdictKind.TICKET_REVOKED, stored(ticket), null, false, round, undone);
            case RefusedAtGate(var ticket) ->
                new StoredVerdict(StoredVerdictKind.REFUSED_AT_GATE, stored(ticket), null, false, round, undone);
            case DeviceRevoked() ->
                new StoredVerdict(StoredVerdictKind.DEVICE_REVOKED, null, null, false, round, undone);
        };
    }

    private static Verdict verdict(StoredVerdict stored, io.gatesync.processor.decision.Ticket now) {
        return switch (stored.getKind()) {
            case SYNCED -> new Synced(now);
            case DUPLICATE -> new Duplicate(details(stored.getTicket()), firstScan(stored.getFirstScan()));
            case CONFLICT ->
                new Conflict(
                        details(stored.getTicket()), firstScan(stored.getFirstScan()), stored.getEarlierOnDevice());
            case TICKET_NOT_FOUND -> new NotFound();
            case TICKET_REVOKED -> new TicketRevoked(details(stored.getTicket()));
            case REFUSED_AT_GATE -> new RefusedAtGate(details(stored.getTicket()));
            case DEVICE_REVOKED -> new DeviceRevoked();
            case OTHER ->
                throw new SerializationException(
                        "The ticket store holds a verdict of a newer build, which this one does not know");
        };
    }

    private static StoredDetails stored(io.gatesync.processor.decision.Ticket ticket) {
        return new StoredDetails(ticket.type(), ticket.admittence(), ticket.number());
    }

    private static io.gatesync.processor.decision.Ticket details(StoredDetails stored) {
        return new io.gatesync.processor.decision.Ticket(stored.getType(), stored.getAdmittence(), stored.getNumber());
    }

    private static StoredFirstScan stored(FirstScan first) {
        return new StoredFirstScan(
                first.scanId(),
                first.idFromDevice(),
                first.deviceId(),
                first.time().at(),
                first.time().fromDevice(),
                first.time().clockAhead().toMillis(),
                first.round());
    }

    private static FirstScan firstScan(StoredFirstScan stored) {
        return new FirstScan(
                stored.getScanId(),
                stored.getScanIdFromDevice(),
                stored.getDeviceId(),
                new ScanTime(
                        stored.getScannedAt(),
                        stored.getScannedAtFromDevice(),
                        Duration.ofMillis(stored.getClockAheadMs())),
                stored.getAdmissionRound());
    }
}
