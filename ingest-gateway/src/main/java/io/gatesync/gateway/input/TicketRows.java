package io.gatesync.gateway.input;

import java.io.IOException;

/** A ticket file, read row by row in constant memory. */
public sealed interface TicketRows permits CsvRows, NdjsonRows {
    /**
     * The next row, or null after the last.
     *
     * @throws MalformedHeaderException if the file has a header and it is wrong
     */
    TicketRow next() throws IOException;
}
