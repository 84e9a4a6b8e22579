package io.gatesync.gateway.ticketlist;

import io.gatesync.gateway.input.FieldErrors;
import io.gatesync.gateway.input.RefusedInputException;
import io.gatesync.gateway.input.TextRule;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the organiser says about a list, in the query of the request. Without any of it, a list is read in GateSync's own form.
 *
 * @param columns which column holds a field: its name, or its position from 1 where the list has no header row; an empty text if
 *     none does
 * @param header whether the first row names the columns
 * @param ignoreOthers whether columns that are no field are passed over, instead of refused
 * @param separator between the fields of a row; null to find out
 * @param charset of the text; null to find out
 * @param sheet of a workbook; null for its first visible one
 * @param words what a status means
 * @param acceptSuspects whether codes are taken as they stand that look damaged by a spreadsheet
 */
public record ListOptions(
        Map<TicketField, String> columns,
        boolean header,
        boolean ignoreOthers,
        @Nullable Character separator,
        @Nullable Charset charset,
        @Nullable String sheet,
        StatusWords words,
        boolean acceptSuspects) {
    private static final Set<String> NAMES =
            Set.of("header", "others", "separator", "charset", "sheet", "valid", "revoked", "suspects");

    /** Nothing said: GateSync's own form. */
    public static final ListOptions NONE = read(Map.of(), Set.of());

    /**
     * Reads them from the parameters of a request.
     *
     * @param query all values of each parameter
     * @param others names that mean something to somebody else
     * @throws RefusedInputException if a parameter is unknown or wrong: a misspelt one must not be lost
     */
    public static ListOptions read(Map<String, List<String>> query, Set<String> others) {
        Parameters parameters = new Parameters(query);
        Set<String> known = new TreeSet<>(NAMES);
        known.addAll(others);
        for (TicketField field : TicketField.values()) {
            known.add(field.key());
        }
        parameters.refuseOthersThan(known);
        boolean header = parameters.choice("header", "none") == null;
        ListOptions options = new ListOptions(
                parameters.columns(header),
                header,
                parameters.choice("others", "ignore") != null,
                parameters.separator(),
                parameters.charset(),
                parameters.one("sheet"),
                new StatusWords(parameters.words("valid"), parameters.words("revoked")),
                parameters.choice("suspects", "accept") != null);
        parameters.refuseIfWrong();
        return options;
    }

    /** Reads single parameters, and notes what is wrong with them. */
    private record Parameters(Map<String, List<String>> query, FieldErrors errors) {
        Parameters(Map<String, List<String>> query) {
            this(query, new FieldErrors());
        }

        void refuseOthersThan(Set<String> known) {
            for (String name : query.keySet()) {
                if (!known.contains(name)) {
                    errors.add(name, "is no parameter; there are " + String.join(", ", known) + ".");
                }
            }
        }

        void refuseIfWrong() {
            errors.throwIfAny();
        }

        @Nullable
        String one(String name) {
            List<String> values = query.getOrDefault(name, List.of());
            if (values.size() > 1) {
                errors.add(name, "must be given once.");
            }
            return values.isEmpty() ? null : TextRule.clean(values.getFirst());
        }

        @Nullable
        String choice(String name, String... choices) {
            String value = one(name);
            if (value != null && !List.of(choices).contains(value)) {
                errors.add(name, "must be " + String.join(" or ", choices) + ".");
            }
            return value;
        }

        /** Words separated by commas. */
        List<String> words(String name) {
            List<String> words = new ArrayList<>();
            for (String value : query.getOrDefault(name, List.of())) {
                for (String word : value.split(",", -1)) {
                    if (!StatusWords.normal(word).isEmpty()) {
                        words.add(word);
                    }
                }
            }
            return words;
        }

        Map<TicketField, String> columns(boolean header) {
            Map<TicketField, String> columns = new EnumMap<>(TicketField.class);
            Set<String> given = new HashSet<>();
            for (TicketField field : TicketField.values()) {
                String column = one(field.key());
                if (column == null) {
                    continue;
                }
                columns.put(field, column);
                if (!column.isEmpty() && !given.add(column)) {
                    errors.add(field.key(), "names a column that another parameter names as well.");
                }
                if (!header && !column.isEmpty() && !column.matches("[1-9]\\d{0,3}")) {
                    errors.add(field.key(), "must be the position of a column, from 1, because of header=none.");
                }
            }
            if (!header && columns.getOrDefault(TicketField.QRCODE, "").isEmpty()) {
                errors.add(
                        "header",
                        "can be none only if the position of the codes is given, as in header=none&qrcode=1.");
            }
            return columns;
        }

        @Nullable
        Character separator() {
            String value = one("separator");
            return switch (value) {
                case null -> null;
                case "comma", "," -> ',';
                case "semicolon", ";" -> ';';
                case "tab" -> '\t';
                default -> {
                    errors.add("separator", "must be comma, semicolon or tab.");
                    yield null;
                }
            };
        }

        @Nullable
        Charset charset() {
            String value = one("charset");
            if (value == null) {
                return null;
            }
            try {
                return Charset.forName(value);
            } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
                errors.add("charset", "must be the name of a charset, such as windows-1252.");
                return null;
            }
        }
    }
}
