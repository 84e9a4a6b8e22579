package io.gatesync.gateway.input;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** One row of a ticket file. */
public sealed interface TicketRow {
    /** The columns that a row may have. Others are refused, or a misspelt one would be lost without a word. */
    Set<String> COLUMNS = Set.of("qrcode", "type", "admittence", "number", "status");

    /** The physical line that the row begins on, from 1. */
    long line();

    /** A ticket as it shall be; what the row leaves empty is null. */
    record Ticket(long line, String qrcode, String type, String admittence, String number, boolean revoked)
            implements TicketRow {}

    /** A row that is no ticket, and why. */
    record Refused(long line, String reason) implements TicketRow {}

    /** The row with these values by column. */
    static TicketRow of(long line, Map<?, ?> values) {
        FieldErrors errors = new FieldErrors();
        Members members = new Members(values, "", errors);
        String qrcode = members.requiredText("qrcode");
        String type = members.optionalText("type");
        String admittence = members.optionalText("admittence");
        String number = members.optionalText("number");
        String status = members.optionalText("status");
        if (status != null && !List.of("valid", "revoked").contains(status)) {
            members.note("status", "must be valid or revoked.");
        }
        return errors.isEmpty()
                ? new Ticket(line, qrcode, type, admittence, number, "revoked".equals(status))
                : new Refused(line, errors.sentences());
    }
}
