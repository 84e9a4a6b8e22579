package io.gatesync.gateway.ticketlist;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text with separated fields (RFC 4180), by commas, semicolons or tabs. A broken row costs that row only: reading continues on
 * the line after the one on which it began, even if an unclosed quote seems to swallow the rest of the file.
 */
final class CsvTable implements Table {
    private static final char QUOTE = '"';
    private static final char[] SEPARATORS = {',', ';', '\t'};
    /** A first line by which a spreadsheet is told how fields are separated. */
    private static final Pattern SEPARATOR_LINE = Pattern.compile("\"?sep=(.)\"?", Pattern.CASE_INSENSITIVE);
    /** By which spreadsheets are kept from reading a code as a number. */
    private static final Pattern FORMULA_GUARD = Pattern.compile("=\"[^\"]*\"");

    private final Lines lines;
    private final int maxRowChars;
    /** Lines to read again: they were read as part of a row that turned out to be broken. */
    private final Deque<Line> again = new ArrayDeque<>();

    private char separator = ',';
    private boolean separatorKnown;

    /** @param separator between fields; null to find out from the first line */
    CsvTable(InputStream utf8, int maxRowBytes, @Nullable Character separator) {
        this.lines = new Lines(utf8, maxRowBytes);
        this.maxRowChars = maxRowBytes;
        if (separator != null) {
            this.separator = separator;
            this.separatorKnown = true;
        }
    }

    @Override
    public boolean dropsEmptyCells() {
        return false;
    }

    @Override
    public @Nullable TableRow next() throws IOException {
        Line line = nextNotBlank();
        if (!separatorKnown && line instanceof Line.Text first) {
            separatorKnown = true;
            var told = SEPARATOR_LINE.matcher(first.text());
            if (told.matches()) {
                separator = told.group(1).charAt(0);
                line = nextNotBlank();
            } else {
                separator = mostFrequentSeparator(first.text());
            }
        }
        return switch (line) {
            case null -> null;
            case Line.Unreadable(long number, String reason) -> new TableRow.Unreadable(number, reason);
            case Line.Text text -> row(text);
        };
    }

    private TableRow row(Line.Text line) throws IOException {
        try {
            return new TableRow.Cells(line.number(), fields(line));
        } catch (BrokenRowException e) {
            return new TableRow.Unreadable(line.number(), e.reason());
        }
    }

    /** The one that stands most often in the first line, outside of quotes; a comma in doubt. */
    private static char mostFrequentSeparator(String line) {
        int[] counts = new int[SEPARATORS.length];
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == QUOTE;
            for (int s = 0; s < SEPARATORS.length && !quoted; s++) {
                counts[s] += c == SEPARATORS[s] ? 1 : 0;
            }
        }
        int most = 0;
        for (int s = 1; s < SEPARATORS.length; s++) {
            most = counts[s] > counts[most] ? s : most;
        }
        return SEPARATORS[most];
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
        for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
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
            int separatorAt = text.indexOf(separator, position);
            String field = text.substring(position, separatorAt < 0 ? text.length() : separatorAt);
            if (field.indexOf(QUOTE) >= 0 && !FORMULA_GUARD.matcher(field).matches()) {
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
            if (position < text.length() && text.charAt(position) != separator) {
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
