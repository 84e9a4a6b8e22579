package io.gatesync.gateway.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tickets as CSV (RFC 4180) with a header row. Fields are separated by commas, or by semicolons, as spreadsheets write them
 * in half of Europe. A broken row costs that row only: reading continues on the line after the one on which it began, even
 * if an unclosed quote seems to swallow the rest of the file.
 */
final class CsvRows implements TicketRows {
    private static final char QUOTE = '"';

    private final Lines lines;
    private final int maxRowChars;
    /** Lines to read again: they were read as part of a row that turned out to be broken. */
    private final Deque<Line> again = new ArrayDeque<>();

    private char delimiter = ',';
    /** The names of the columns; none until the header row has been read. */
    private List<String> columns = List.of();

    CsvRows(InputStream file, int maxRowBytes) {
        this.lines = new Lines(file, maxRowBytes);
        this.maxRowChars = maxRowBytes;
    }

    @Override
    public @Nullable TicketRow next() throws IOException {
        if (columns.isEmpty()) {
            columns = readHeader();
        }
        return switch (nextNotBlank()) {
            case null -> null;
            case Line.Unreadable(long number, String reason) -> new TicketRow.Refused(number, reason);
            case Line.Text line -> row(line);
        };
    }

    private List<String> readHeader() throws IOException {
        Line.Text header = switch (nextNotBlank()) {
            case null -> throw RefusedInputException.invalid("The file is empty; its first row must name the columns.");
            case Line.Unreadable(long number, String reason) ->
                throw RefusedInputException.invalid("The header row cannot be read: " + reason);
            case Line.Text line -> line;
        };
        if (header.text().indexOf(';') >= 0 && header.text().indexOf(',') < 0) {
            delimiter = ';';
        }
        List<String> names;
        try {
            names = fields(header).stream()
                    .map(name -> name.strip().toLowerCase(Locale.ROOT))
                    .toList();
        } catch (BrokenRowException e) {
            throw RefusedInputException.invalid("The header row cannot be read: " + e.reason());
        }
        if (!names.contains("qrcode")
                || !TicketRow.COLUMNS.containsAll(names)
                || new HashSet<>(names).size() < names.size()) {
            throw RefusedInputException.invalid(
                    "The header row must name the column qrcode, and else only type, admittence, number and status,"
                            + " each at most once.");
        }
        return names;
    }

    private TicketRow row(Line.Text line) throws IOException {
        List<String> fields;
        try {
            fields = fields(line);
        } catch (BrokenRowException e) {
            return new TicketRow.Refused(line.number(), e.reason());
        }
        if (fields.size() != columns.size()) {
            return new TicketRow.Refused(
                    line.number(),
                    "The row has %d fields, the header row %d.".formatted(fields.size(), columns.size()));
        }
        return TicketRow.of(line.number(), column -> {
            int index = columns.indexOf(column);
            return index < 0 ? null : fields.get(index);
        });
    }

    private @Nullable Line nextNotBlank() throws IOException {
        Line line = nextLine();
        while (line instanceof Line.Text text && text.isBlank()) {
            line = nextLine();
        }
        return line;
    }

    private @Nullable Line nextLine() throws IOException {
        Line line = again.poll();
        return line == null ? lines.next() : line;
    }

    /** The fields of the row that begins with this line; a quoted field may continue on the next lines. */
    private List<String> fields(Line.Text first) throws IOException, BrokenRowException {
        if (first.text().indexOf(QUOTE) < 0) {
            return split(first.text());
        }
        RowScanner row = new RowScanner(first.text());
        try {
            return row.fields();
        } catch (BrokenRowException e) {
            row.giveBack();
            throw e;
        }
    }

    /** The fields of a row without quotes, which is the common case. */
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

    /** Reads the fields of one row with quotes. */
    private final class RowScanner {
        private final List<Line> continued = new ArrayList<>();
        private String text;
        private int position;
        private int chars;

        RowScanner(String firstLine) {
            text = firstLine;
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
                    continueOnNextLine();
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

        private void continueOnNextLine() throws IOException, BrokenRowException {
            Line next = nextLine();
            if (next == null) {
                throw new BrokenRowException("A quote is not closed.");
            }
            continued.add(next);
            if (!(next instanceof Line.Text(long number, String nextText))
                    || chars + 1 + nextText.length() > maxRowChars) {
                throw new BrokenRowException("A quote is not closed within " + maxRowChars + " characters.");
            }
            chars += 1 + nextText.length();
            text = nextText;
            position = 0;
        }

        /** Puts the lines after the first back, to be read again. */
        void giveBack() {
            for (Line line : continued.reversed()) {
                again.addFirst(line);
            }
        }
    }

    /** The row does not follow the rules of CSV. */
    private static final class BrokenRowException extends Exception {
        private final String reason;

        BrokenRowException(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }
}
