package io.gatesync.gateway.ticketlist;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A ticket list, read row by row in constant memory. */
public sealed interface TicketRows extends Closeable permits TableRows, NdjsonRows, JsonArrayRows {
    /**
     * The next row, or null after the last.
     *
     * @throws io.gatesync.gateway.input.RefusedInputException if the list as a whole cannot be read
     * @throws IOException if the file cannot be read on
     */
    @Nullable
    TicketRow next() throws IOException;

    /** Which column holds which field, by the field's name; empty for JSON. Known after the first row. */
    default Map<String, String> columns() {
        return Map.of();
    }

    /** The columns that are passed over. Known after the first row. */
    default List<String> ignoredColumns() {
        return List.of();
    }

    /** What looks suspicious; to be asked once, after the last row. */
    Notices notices();

    @Override
    default void close() throws IOException {
        // Most hold nothing but the request's body.
    }
}
