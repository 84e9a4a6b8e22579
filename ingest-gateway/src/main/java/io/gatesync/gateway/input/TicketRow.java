package io.gatesync.gateway.input;

import java.util.Optional;
import java.util.Set;

/** One row of a ticket file. */
public sealed interface TicketRow {
    /** The columns that a row may have. Others are refused, so that a misspelt column is not lost silently. */
    Set<String> COLUMNS = Set.of("qrcode", "type", "admittence", "number", "status");

    /** The physical line on which the row begins, from 1. */
    long line();

    /** A ticket as the organiser wants it. A field is empty if the row leaves it empty. */
    record Ticket(
            long line,
            String qrcode,
            Optional<String> type,
            Optional<String> admittence,
            Optional<String> number,
            boolean revoked)
            implements TicketRow {}

    /** A row that is no ticket, and the reason, in a sentence for the organiser. */
    record Refused(long line, String reason) implements TicketRow {}

    /** The row that begins on a line and holds these values. */
    static TicketRow of(long line, Fields.Source values) {
        FieldErrors errors = new FieldErrors();
        Fields fields = new Fields(values, "", errors);
        String qrcode = fields.requiredText("qrcode");
        Optional<String> type = fields.optionalText("type");
        Optional<String> admittence = fields.optionalText("admittence");
        Optional<String> number = fields.optionalText("number");
        String status = fields.optionalText("status").orElse("valid");
        if (!status.equals("valid") && !status.equals("revoked")) {
            fields.note("status", "must be valid or revoked.");
        }
        return errors.isEmpty()
                ? new Ticket(line, qrcode, type, admittence, number, status.equals("revoked"))
                : new Refused(line, errors.sentences());
    }
}
