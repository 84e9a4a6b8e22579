package io.gatesync.processor.topology;

import io.gatesync.processor.decision.FirstScan;
import io.gatesync.processor.decision.History;
import io.gatesync.processor.decision.Ticket;
import io.gatesync.processor.decision.TicketState;
import io.gatesync.processor.decision.TicketState.Admitted;
import io.gatesync.processor.decision.TicketState.Issued;
import io.gatesync.processor.decision.TicketState.Revoked;
import io.gatesync.processor.decision.TicketState.Unknown;
import io.gatesync.processor.decision.TicketState.Valid;
import io.gatesync.processor.stored.StoredTicket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads a ticket's state in Avro's single-object encoding. It names its schema by fingerprint, so the store and its
 * changelog topic need no registry.
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
        return switch (state) {
            case Unknown(History history) -> stored(null, null, history);
            case Issued(Ticket ticket, History history) -> stored(ticket, null, history);
            case Admitted(Ticket ticket, FirstScan first, History history) -> stored(ticket, first, history);
            case Revoked(Valid stateIfValid) -> {
                StoredTicket stored = stored(stateIfValid);
                stored.setRevoked(true);
                yield stored;
            }
        };
    }

    private static StoredTicket stored(@Nullable Ticket ticket, @Nullable FirstScan first, History history) {
        return new StoredTicket(
                false,
                VerdictFormat.stored(ticket),
                VerdictFormat.stored(first),
                history.entries().stream()
                        .map(entry -> VerdictFormat.stored(entry.scanId(), entry.deviceId(), entry.verdict()))
                        .toList());
    }

    private static TicketState state(StoredTicket stored) {
        History history = new History(stored.getHistory().stream()
                .map(entry -> new History.Entry(entry.getScanId(), entry.getDeviceId(), VerdictFormat.verdict(entry)))
                .toList());
        if (stored.getTicket() == null) {
            return new Unknown(history);
        }
        Ticket ticket = VerdictFormat.ticket(stored.getTicket());
        Valid valid = stored.getFirstScan() == null
                ? new Issued(ticket, history)
                : new Admitted(ticket, VerdictFormat.firstScan(stored.getFirstScan()), history);
        return stored.getRevoked() ? new Revoked(valid) : valid;
    }
}
