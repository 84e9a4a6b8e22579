package io.gatesync.gateway.ticketlist;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A table, read row by row; rows without any text are passed over. */
interface Table extends Closeable {
    /** The next row, or null after the last. */
    @Nullable
    TableRow next() throws IOException;

    /** Whether a row may have fewer cells than the header, because empty ones at its end are not kept. */
    boolean dropsEmptyCells();

    @Override
    default void close() throws IOException {
        // Most tables hold nothing but the request's body.
    }
}
