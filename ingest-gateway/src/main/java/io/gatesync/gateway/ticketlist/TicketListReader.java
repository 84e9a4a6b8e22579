package io.gatesync.gateway.ticketlist;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatesync.gateway.input.CodeRule;
import io.gatesync.gateway.input.RefusedInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;

/** Reads ticket lists. */
public final class TicketListReader {
    private static final String ZIP = "504b0304";
    private static final String OLD_OFFICE = "d0cf11e0";
    private static final int MAGIC_BYTES = 4;
    private static final int MAX_LEADING_SPACE = 64;

    private final int maxRowBytes;
    private final int maxListed;
    private final int maxWorkbookBytes;
    /** A workbook's texts are in memory while it is read, up to ten times its size: one at a time. */
    private final Semaphore workbooks = new Semaphore(1);

    /**
     * @param maxRowBytes size of one row; a longer one is refused
     * @param maxListed how many notices are kept
     * @param maxWorkbookBytes size of a workbook, which cannot be read as it comes in
     */
    public TicketListReader(int maxRowBytes, int maxListed, int maxWorkbookBytes) {
        this.maxRowBytes = maxRowBytes;
        this.maxListed = maxListed;
        this.maxWorkbookBytes = maxWorkbookBytes;
    }

    /**
     * Begins to read a list.
     *
     * @param rule how codes are read at the event
     * @throws RefusedInputException if it is something that cannot be read
     * @throws WorkbooksBusyException if it is a workbook, and another one is being read
     * @throws IOException if the file cannot be read
     */
    public TicketRows open(InputStream file, ListFormat format, ListOptions options, CodeRule rule) throws IOException {
        BufferedInputStream in = new BufferedInputStream(file, 1 << 16);
        RowReader rows = new RowReader(options, rule, maxListed);
        return switch (HexFormat.of().formatHex(peek(in, MAGIC_BYTES))) {
            case ZIP ->
                new TableRows(WorkbookTable.open(in, maxWorkbookBytes, options.sheet(), workbooks), options, rows);
            case OLD_OFFICE ->
                throw RefusedInputException.invalid(
                        "This is a workbook of an old Excel (.xls). Save it as .xlsx or as \"CSV UTF-8\".");
            default -> {
                BufferedInputStream text = new BufferedInputStream(TextBytes.asUtf8(in, options.charset()), 1 << 16);
                yield rows(text, format == ListFormat.UNKNOWN ? formatOf(text) : format, options, rows);
            }
        };
    }

    private TicketRows rows(InputStream text, ListFormat format, ListOptions options, RowReader rows) {
        return switch (format) {
            case JSON_LINES -> new NdjsonRows(text, maxRowBytes, new JsonTickets(options, rows));
            case JSON_ARRAY -> new JsonArrayRows(text, maxRowBytes, new JsonTickets(options, rows));
            case TABLE, UNKNOWN -> new TableRows(new CsvTable(text, maxRowBytes, options.separator()), options, rows);
        };
    }

    private static ListFormat formatOf(InputStream text) throws IOException {
        String start = new String(peek(text, MAX_LEADING_SPACE), UTF_8)
                .replace("\uFEFF", "")
                .stripLeading();
        if (start.startsWith("[")) {
            return ListFormat.JSON_ARRAY;
        }
        return start.startsWith("{") ? ListFormat.JSON_LINES : ListFormat.TABLE;
    }

    private static byte[] peek(InputStream in, int bytes) throws IOException {
        in.mark(bytes);
        byte[] start = in.readNBytes(bytes);
        in.reset();
        return start;
    }
}
