package io.gatesync.gateway.input;

import java.io.InputStream;

/**
 * Reads ticket files.
 *
 * @param maxRowBytes size of one row; a longer one is refused
 */
public record TicketFileReader(int maxRowBytes) {
    /** Reads CSV with a header row. */
    public TicketRows csv(InputStream file) {
        return new CsvRows(file, maxRowBytes);
    }

    /** Reads one JSON object per line. */
    public TicketRows ndjson(InputStream file) {
        return new NdjsonRows(file, maxRowBytes);
    }
}
