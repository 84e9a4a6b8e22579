package io.gatesync.gateway.ticketlist;

import java.util.List;

/** A row of a table, with the line on which it begins, from 1: of a text, or of a sheet. */
sealed interface TableRow {
    long line();

    /** What stands in its cells. */
    record Cells(long line, List<String> texts) implements TableRow {}

    /** A row that cannot be read, and the reason, in a sentence for the organiser. */
    record Unreadable(long line, String reason) implements TableRow {}
}
