package io.gatesync.gateway.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Tickets as one JSON object per line. */
public final class NdjsonRows implements TicketRows {
    private final Lines lines;

    public NdjsonRows(InputStream in, int maxRowBytes) {
        this.lines = new Lines(in, maxRowBytes);
    }

    @Override
    public TicketRow next() throws IOException {
        Line line = lines.next();
        while (line != null && line.isBlank()) {
            line = lines.next();
        }
        return line == null ? null : row(line);
    }

    private static TicketRow row(Line line) {
        if (!line.isReadable()) {
            return new TicketRow.Refused(line.number(), line.fault());
        }
        Map<?, ?> values;
        try {
            values = Json.object(line.text());
        } catch (MalformedBodyException e) {
            return new TicketRow.Refused(line.number(), "The row is not one JSON object.");
        }
        for (Object name : values.keySet()) {
            if (!TicketRow.COLUMNS.contains(name)) {
                return new TicketRow.Refused(line.number(), "The row has an unknown member.");
            }
        }
        return TicketRow.of(line.number(), values);
    }
}
