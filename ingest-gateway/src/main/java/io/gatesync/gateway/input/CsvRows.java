package io.gatesync.gateway.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tickets as CSV (RFC 4180) below a header row, with commas, or with semicolons as spreadsheets write it in half of
 * Europe. A broken row costs that row only: reading goes on at the line after the one it began on, also where an unclosed
 * quote seems to swallow the rest of the file.
 */
public final class CsvRows implements TicketRows {
    private static final char QUOTE = '"';

    private final Lines lines;
    private final int maxRowChars;
    /** Lines that were read as part of a row which then turned out broken. */
    private final Deque<Line> again = new ArrayDeque<>();

    private char delimiter = ',';
    private List<String> columns;

    public CsvRows(InputStream in, int maxRowBytes) {
        this.lines = new Lines(in, maxRowBytes);
        this.maxRowChars = maxRowBytes;
    }

    @Override
    public TicketRow next() throws IOException {
        if (columns == null) {
            readHeader();
        }
        Line line = nextNotBlank();
        return line == null ? null : row(line);
    }

    private void readHeader() throws IOException {
        Line line = nextNotBlank();
        if (line == null) {
            throw new MalformedHeaderException("The file is empty; its first row must name the columns.");
        }
        if (!line.isReadable()) {
            throw new MalformedHeaderException("The header row cannot be read: " + line.fault());
        }
        if (line.text().indexOf(';') >= 0 && line.text().indexOf(',') < 0) {
            delimiter = ';';
        }
        List<String> names;
        try {
            names = fields(line).stream()
                    .map(name -> name.strip().toLowerCase(Locale.ROOT))
                    .toList();
        } catch (BrokenRowException e) {
            throw new MalformedHeaderException("The header row cannot be read: " + e.getMessage());
        }
        if (!names.contains("qrcode")
                || !TicketRow.COLUMNS.containsAll(names)
                || new HashSet<>(names).size() < names.size()) {
            throw new MalformedHeaderException(
                    "The header row must name the column qrcode, and else only type, admittence, number and status,"
                            + " each at most once.");
        }
        columns = names;
    }

    private TicketRow row(Line line) throws IOException {
        if (!line.isReadable()) {
            return new TicketRow.Refused(line.number(), line.fault());
        }
        List<String> fields;
        try {
            fields = fields(line);
        } catch (BrokenRowException e) {
            return new TicketRow.Refused(line.number(), e.getMessage());
        }
        if (fields.size() != columns.size()) {
            return new TicketRow.Refused(
                    line.number(),
                    "The row has %d fields, the header row %d.".formatted(fields.size(), columns.size()));
        }
        Map<String, String> values = HashMap.newHashMap(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            values.put(columns.get(i), fields.get(i));
        }
        return TicketRow.of(line.number(), values);
    }

    private Line nextNotBlank() throws IOException {
        Line line = nextLine();
        while (line != null && line.isBlank()) {
            line = nextLine();
        }
        return line;
    }

    private Line nextLine() throws IOException {
        Line line = again.poll();
        return line == null ? lines.next() : line;
    }

    /** The fields of the row that begins with this line; quoted ones may go on over the next lines. */
    private List<String> fields(Line first) throws IOException, BrokenRowException {
        if (first.text().indexOf(QUOTE) < 0) {
            return split(first.text());
        }
        RowScanner row = new RowScanner(first);
        try {
            return row.fields();
        } catch (BrokenRowException e) {
            row.giveBack();
            throw e;
        }
    }

    /** The common case, without quotes. */
    private List<String> split(String text) {
        List<String> fields = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf(delimiter); end >= 0; end = text.indexOf(delimiter, start)) {
            fields.add(text.substring(start, end));
            start = end + 1;
        }
        fields.add(text.substring(start));
        return fields;
    }

    /** One pass over a row. */
    private final class RowScanner {
        private final List<Line> continued = new ArrayList<>();
        private String text;
        private int position;
        private int chars;

        RowScanner(Line first) {
            text = first.text();
            chars = text.length();
        }

        List<String> fields() throws IOException, BrokenRowException {
            List<String> fields = new ArrayList<>();
            while (true) {
                boolean quoted = position < text.length() && text.charAt(position) == QUOTE;
                fields.add(quoted ? quotedField() : plainField());
                if (position == text.length()) {
                    return fields;
                }
                position++;
            }
        }

        private String plainField() throws BrokenRowException {
            int delimiterAt = text.indexOf(delimiter, position);
            String field = text.substring(position, delimiterAt < 0 ? text.length() : delimiterAt);
            if (field.indexOf(QUOTE) >= 0) {
                throw new BrokenRowException("A field with a quote in it must be quoted as a whole.");
            }
            position += field.length();
            return field;
        }

        private String quotedField() throws IOException, BrokenRowException {
            StringBuilder field = new StringBuilder();
            position++;
            while (true) {
                int quoteAt = text.indexOf(QUOTE, position);
                if (quoteAt < 0) {
                    field.append(text, position, text.length()).append('\n');
                    goOnWithNextLine();
                    continue;
                }
                field.append(text, position, quoteAt);
                position = quoteAt + 1;
                if (position < text.length() && text.charAt(position) == QUOTE) {
                    field.append(QUOTE);
                    position++;
                } else {
                    break;
                }
            }
            if (position < text.length() && text.charAt(position) != delimiter) {
                throw new BrokenRowException("A quoted field must end with its quote.");
            }
            return field.toString();
        }

        private void goOnWithNextLine() throws IOException, BrokenRowException {
            Line next = nextLine();
            if (next == null) {
                throw new BrokenRowException("A quote is not closed.");
            }
            continued.add(next);
            chars += next.text().length() + 1;
            if (!next.isReadable() || chars > maxRowChars) {
                throw new BrokenRowException("A quote is not closed within " + maxRowChars + " characters.");
            }
            text = next.text();
            position = 0;
        }

        void giveBack() {
            for (Line line : continued.reversed()) {
                again.addFirst(line);
            }
        }
    }

    private static final class BrokenRowException extends Exception {
        BrokenRowException(String message) {
            super(message);
        }
    }
}
