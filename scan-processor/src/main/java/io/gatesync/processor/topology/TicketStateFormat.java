package io.gatesync.processor.topology;

import io.gatesync.processor.decision.FirstScan;
import io.gatesync.processor.decision.History;
import io.gatesync.processor.decision.Outcome;
import io.gatesync.processor.decision.Outcome.Conflict;
import io.gatesync.processor.decision.Outcome.Duplicate;
import io.gatesync.processor.decision.Outcome.NotFound;
import io.gatesync.processor.decision.Outcome.Synced;
import io.gatesync.processor.decision.Outcome.TicketRevoked;
import io.gatesync.processor.decision.Ticket;
import io.gatesync.processor.decision.TicketState;
import io.gatesync.processor.decision.TicketState.Admitted;
import io.gatesync.processor.decision.TicketState.Issued;
import io.gatesync.processor.decision.TicketState.Revoked;
import io.gatesync.processor.decision.TicketState.Unknown;
import io.gatesync.processor.decision.TicketState.Valid;
import io.gatesync.processor.stored.StoredDetails;
import io.gatesync.processor.stored.StoredFirstScan;
import io.gatesync.processor.stored.StoredTicket;
import io.gatesync.processor.stored.StoredVerdict;
import io.gatesync.processor.stored.StoredVerdictKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * A ticket's state as bytes: Avro's single-object encoding, which names its schema by fingerprint and needs no registry,
 * so that the changelog has no subject of its own.
 */
final class TicketStateFormat {
    private TicketStateFormat() {}

    static Serde<TicketState> serde() {
        return Serdes.serdeFrom(
                (topic, state) -> state == null ? null : write(state),
                (topic, bytes) -> bytes == null ? null : read(bytes));
    }

    private static byte[] write(TicketState state) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try {
            StoredTicket.getEncoder().encode(stored(state), out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TicketState read(byte[] bytes) {
        try {
            return state(StoredTicket.getDecoder().decode(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StoredTicket stored(TicketState state) {
        StoredTicket stored = new StoredTicket();
        stored.setRevoked(state instanceof Revoked);
        stored.setHistory(state.history().entries().stream()
                .map(TicketStateFormat::storedVerdict)
                .toList());
        switch (state) {
            case Unknown unknown -> stored.setTicket(null);
            case TicketState.Known known -> stored.setTicket(storedDetails(known.ticket()));
        }
        Valid standing = state instanceof Revoked revoked ? revoked.was() : state instanceof Valid valid ? valid : null;
        stored.setFirstScan(standing instanceof Admitted admitted ? storedFirstScan(admitted.first()) : null);
        return stored;
    }

    private static TicketState state(StoredTicket stored) {
        History history = stored.getHistory().isEmpty()
                ? History.EMPTY
                : new History(stored.getHistory().stream()
                        .map(TicketStateFormat::entry)
                        .toList());
        if (stored.getTicket() == null) {
            return new Unknown(history);
        }
        Ticket ticket = ticket(stored.getTicket());
        Valid valid = stored.getFirstScan() == null
                ? new Issued(ticket, history)
                : new Admitted(ticket, firstScan(stored.getFirstScan()), history);
        return stored.getRevoked() ? new Revoked(valid) : valid;
    }

    private static StoredVerdict storedVerdict(History.Entry entry) {
        StoredVerdict stored = new StoredVerdict();
        stored.setScanId(entry.scanId());
        stored.setDeviceId(entry.deviceId());
        switch (entry.outcome()) {
            case Synced synced -> {
                stored.setKind(StoredVerdictKind.SYNCED);
                stored.setTicket(storedDetails(synced.ticket()));
            }
            case Duplicate duplicate -> {
                stored.setKind(StoredVerdictKind.DUPLICATE);
                stored.setTicket(storedDetails(duplicate.ticket()));
                stored.setFirstScan(storedFirstScan(duplicate.first()));
            }
            case Conflict conflict -> {
                stored.setKind(StoredVerdictKind.CONFLICT);
                stored.setTicket(storedDetails(conflict.ticket()));
                stored.setFirstScan(storedFirstScan(conflict.first()));
                stored.setEarlierOnDevice(conflict.earlierOnDevice());
            }
            case NotFound notFound -> stored.setKind(StoredVerdictKind.TICKET_NOT_FOUND);
            case TicketRevoked revoked -> {
                stored.setKind(StoredVerdictKind.TICKET_REVOKED);
                stored.setTicket(storedDetails(revoked.ticket()));
            }
        }
        return stored;
    }

    private static History.Entry entry(StoredVerdict stored) {
        Outcome outcome = switch (stored.getKind()) {
            case SYNCED -> new Synced(ticket(stored.getTicket()));
            case DUPLICATE -> new Duplicate(ticket(stored.getTicket()), firstScan(stored.getFirstScan()));
            case CONFLICT ->
                new Conflict(ticket(stored.getTicket()), firstScan(stored.getFirstScan()), stored.getEarlierOnDevice());
            case TICKET_NOT_FOUND -> new NotFound();
            case TICKET_REVOKED -> new TicketRevoked(ticket(stored.getTicket()));
        };
        return new History.Entry(stored.getScanId(), stored.getDeviceId(), outcome);
    }

    private static StoredDetails storedDetails(Ticket ticket) {
        return new StoredDetails(ticket.type(), ticket.admittence(), ticket.number());
    }

    private static Ticket ticket(StoredDetails stored) {
        return new Ticket(stored.getType(), stored.getAdmittence(), stored.getNumber());
    }

    private static StoredFirstScan storedFirstScan(FirstScan first) {
        return new StoredFirstScan(first.scanId(), first.deviceId(), first.scannedAt());
    }

    private static FirstScan firstScan(StoredFirstScan stored) {
        return new FirstScan(stored.getScanId(), stored.getDeviceId(), stored.getScannedAt());
    }
}
