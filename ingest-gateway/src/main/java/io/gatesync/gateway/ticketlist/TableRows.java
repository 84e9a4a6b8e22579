package io.gatesync.gateway.ticketlist;

import io.gatesync.gateway.input.RefusedInputException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tickets as the rows of a table. */
final class TableRows implements TicketRows {
    private final Table table;
    private final ListOptions options;
    private final RowReader reader;
    private @Nullable Columns columns;

    TableRows(Table table, ListOptions options, RowReader reader) {
        this.table = table;
        this.options = options;
        this.reader = reader;
    }

    @Override
    public @Nullable TicketRow next() throws IOException {
        Columns known = columns == null ? readHeader() : columns;
        columns = known;
        return switch (table.next()) {
            case null -> null;
            case TableRow.Unreadable(long line, String reason) -> new TicketRow.Refused(line, reason);
            case TableRow.Cells cells -> row(cells, known);
        };
    }

    private Columns readHeader() throws IOException {
        if (!options.header()) {
            return Columns.byPosition(options);
        }
        return switch (table.next()) {
            case null -> throw RefusedInputException.invalid("The file is empty; its first row must name the columns.");
            case TableRow.Unreadable(long line, String reason) ->
                throw RefusedInputException.invalid("The header row cannot be read: " + reason);
            case TableRow.Cells cells -> Columns.named(cells.texts(), options);
        };
    }

    private TicketRow row(TableRow.Cells cells, Columns columns) {
        List<String> texts = cells.texts();
        boolean fits = columns.count() == 0
                || texts.size() == columns.count()
                || (table.dropsEmptyCells() && texts.size() < columns.count());
        if (!fits) {
            return new TicketRow.Refused(
                    cells.line(), "The row has %d fields, the header row %d.".formatted(texts.size(), columns.count()));
        }
        return reader.read(
                cells.line(),
                field -> {
                    int index = columns.indexOf(field);
                    // A cell that is missing is empty: the list has its column.
                    return index < 0 ? null : index < texts.size() ? texts.get(index) : "";
                },
                columns::isHeaderOfCodes);
    }

    @Override
    public Map<String, String> columns() {
        return columns == null ? Map.of() : columns.used();
    }

    @Override
    public List<String> ignoredColumns() {
        return columns == null ? List.of() : columns.ignored();
    }

    @Override
    public Notices notices() {
        return reader.noticesAtEnd();
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}
