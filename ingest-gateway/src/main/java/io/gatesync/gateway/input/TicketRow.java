package io.gatesync.gateway.input;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One row of a ticket file. It says only what it changes: what the file has no column for stays as it was. */
public sealed interface TicketRow {
    /** The columns that a row may have. Others are refused, so that a misspelt column is not lost silently. */
    Set<String> COLUMNS = Set.of("qrcode", "type", "admittence", "number", "status");

    /** The physical line on which the row begins, from 1. */
    long line();

    /** A ticket as the organiser wants it, as far as the row says it. A field is null if it stays as it was. */
    record Ticket(
            long line,
            String qrcode,
            @Nullable String type,
            @Nullable String admittence,
            @Nullable String number,
            @Nullable Boolean revoked)
            implements TicketRow {}

    /** A row that is no ticket, and the reason, in a sentence for the organiser. */
    record Refused(long line, String reason) implements TicketRow {}

    /** The row that begins on a line and holds these values. */
    static TicketRow of(long line, Fields.Source values) {
        FieldErrors errors = new FieldErrors();
        Fields fields = new Fields(values, errors);
        String qrcode = fields.requiredText("qrcode");
        if (qrcode.indexOf(TextRule.REPLACEMENT) >= 0) {
            // Codes that can be no ticket's are published under names with this character.
            fields.note("qrcode", "must not contain the replacement character U+FFFD.");
        }
        Ticket ticket = new Ticket(
                line,
                qrcode,
                fields.givenText("type"),
                fields.givenText("admittence"),
                fields.givenText("number"),
                revoked(fields));
        return errors.isEmpty() ? ticket : new Refused(line, errors.sentences());
    }

    /** Null if the row leaves it as it was. An empty status does so as well: it must not make a revoked ticket valid. */
    private static @Nullable Boolean revoked(Fields fields) {
        String status = fields.givenText("status");
        return switch (status == null ? "" : status) {
            case "" -> null;
            case "valid" -> false;
            case "revoked" -> true;
            default -> fields.wrong("status", "must be valid or revoked.", false);
        };
    }
}
