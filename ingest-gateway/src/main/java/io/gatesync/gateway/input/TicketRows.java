package io.gatesync.gateway.input;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A ticket file, read row by row in constant memory. */
public sealed interface TicketRows permits CsvRows, NdjsonRows {
    /**
     * The next row, or null after the last.
     *
     * @throws RefusedInputException if the file must begin with a header row and that row is wrong
     * @throws IOException if the file cannot be read on
     */
    @Nullable
    TicketRow next() throws IOException;
}
