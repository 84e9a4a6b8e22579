package io.gatesync.gateway.ticketlist;

import io.gatesync.gateway.input.CodeRule;
import io.gatesync.gateway.input.FieldErrors;
import io.gatesync.gateway.input.TextRule;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes a ticket of the values of a row, or says why it is none. */
final class RowReader {
    private final CodeRule rule;
    private final StatusWords words;
    private final boolean acceptSuspects;
    private final Suspects suspects;
    private final Notices notices;

    RowReader(ListOptions options, CodeRule rule, int maxListed) {
        this.rule = rule;
        this.words = options.words();
        this.acceptSuspects = options.acceptSuspects();
        this.suspects = new Suspects(maxListed);
        this.notices = new Notices(maxListed);
    }

    /** Gives the value of a field: a text, a number, or anything else that is wrong; null if the row does not say it. */
    interface Values {
        @Nullable
        Object of(TicketField field);
    }

    /** @param isHeader whether a code is the name of its column */
    TicketRow read(long line, Values values, Predicate<String> isHeader) {
        FieldErrors errors = new FieldErrors();
        Object given = values.of(TicketField.QRCODE);
        String code = text(TicketField.QRCODE, given, rule, errors);
        if (code == null || (code.isEmpty() && errors.isEmpty())) {
            errors.add(TicketField.QRCODE.key(), "is required.");
            code = "";
        }
        if (isHeader.test(code)) {
            return new TicketRow.Refused(line, "The row is a header row once more.");
        }
        if (code.indexOf(TextRule.REPLACEMENT) >= 0) {
            // Codes that can be no ticket's are published under names with this character.
            errors.add(TicketField.QRCODE.key(), "must not contain the replacement character U+FFFD.");
        }
        if (!acceptSuspects) {
            Suspects.refusal(code).ifPresent(reason -> errors.add(TicketField.QRCODE.key(), reason));
        }
        TicketRow.Ticket ticket = new TicketRow.Ticket(
                line,
                code,
                text(TicketField.TYPE, values, errors),
                text(TicketField.ADMITTENCE, values, errors),
                text(TicketField.NUMBER, values, errors),
                revoked(text(TicketField.STATUS, values, errors), errors));
        if (!errors.isEmpty()) {
            return new TicketRow.Refused(line, errors.sentences());
        }
        notice(line, given, code);
        return ticket;
    }

    private void notice(long line, @Nullable Object given, String code) {
        if (acceptSuspects) {
            return;
        }
        if (given instanceof String text && text.startsWith("=")) {
            notices.add(line, "The code stood in a formula, as in =\"...\"; it was read as " + code + ".");
        }
        suspects.count(line, code);
    }

    /** What is to be noticed about all rows read; after the last. */
    Notices noticesAtEnd() {
        suspects.noticeLostZeros(notices);
        return notices;
    }

    private @Nullable String text(TicketField field, Values values, FieldErrors errors) {
        return text(field, values.of(field), CodeRule.WHOLE_TEXT, errors);
    }

    private @Nullable String text(TicketField field, @Nullable Object value, CodeRule rule, FieldErrors errors) {
        String given = switch (value) {
            case null -> null;
            case String text -> acceptSuspects ? text : Suspects.unguarded(text);
            case Number number -> number.toString();
            default -> {
                errors.add(field.key(), "must be a string or a number.");
                yield "";
            }
        };
        if (given == null) {
            return null;
        }
        String text = rule.codeIn(TextRule.clean(given));
        TextRule.violation(text).ifPresent(violation -> errors.add(field.key(), violation));
        return text;
    }

    /** Null if the row leaves it as it was. An empty status does so as well: it must not make a revoked ticket valid. */
    private @Nullable Boolean revoked(@Nullable String status, FieldErrors errors) {
        if (status == null || status.isEmpty()) {
            return null;
        }
        Boolean revoked = words.revoked(status);
        if (revoked == null) {
            errors.add(
                    TicketField.STATUS.key(),
                    "says \"%s\", which is not known: write valid=%2$s or revoked=%2$s in the address to say what it means."
                            .formatted(status, status.replace(' ', '+')));
        }
        return revoked;
    }
}
