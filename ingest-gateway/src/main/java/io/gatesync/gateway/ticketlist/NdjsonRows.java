package io.gatesync.gateway.ticketlist;

import io.gatesync.gateway.input.Json;
import io.gatesync.gateway.input.RefusedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tickets as one JSON object per line. */
final class NdjsonRows implements TicketRows {
    private final Lines lines;
    private final JsonTickets tickets;

    NdjsonRows(InputStream utf8, int maxRowBytes, JsonTickets tickets) {
        this.lines = new Lines(utf8, maxRowBytes);
        this.tickets = tickets;
    }

    @Override
    public @Nullable TicketRow next() throws IOException {
        Line line = lines.next();
        while (line instanceof Line.Text text && text.isBlank()) {
            line = lines.next();
        }
        return switch (line) {
            case null -> null;
            case Line.Unreadable(long number, String reason) -> new TicketRow.Refused(number, reason);
            case Line.Text text -> row(text);
        };
    }

    private TicketRow row(Line.Text line) {
        Map<?, ?> object;
        try {
            object = Json.object(line.text());
        } catch (RefusedInputException e) {
            return new TicketRow.Refused(line.number(), "The row is not one JSON object.");
        }
        return tickets.ticket(line.number(), object);
    }

    @Override
    public Notices notices() {
        return tickets.notices();
    }
}
