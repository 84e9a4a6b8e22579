package io.gatesync.gateway.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tickets as one JSON object per line. */
final class NdjsonRows implements TicketRows {
    private final Lines lines;

    NdjsonRows(InputStream file, int maxRowBytes) {
        this.lines = new Lines(file, maxRowBytes);
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

    private static TicketRow row(Line.Text line) {
        Map<?, ?> object;
        try {
            object = Json.object(line.text());
        } catch (RefusedInputException e) {
            return new TicketRow.Refused(line.number(), "The row is not one JSON object.");
        }
        if (!TicketRow.COLUMNS.containsAll(object.keySet())) {
            return new TicketRow.Refused(line.number(), "The row has an unknown member.");
        }
        // A member that is null is there, and says that there is none.
        return TicketRow.of(
                line.number(),
                name -> object.containsKey(name) ? Objects.requireNonNullElse(object.get(name), "") : null);
    }
}
