package io.gatesync.gateway.ticketlist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.gatesync.gateway.input.RefusedInputException;
import io.gatesync.gateway.input.TextRule;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which column of a table holds which field: by the organiser's parameters, by GateSync's own names, else by the names that other
 * systems use, where only one column can be meant.
 */
final class Columns {
    private static final int MAX_LISTED = 60;

    private final List<String> names;
    private final Map<TicketField, Integer> indexes;
    private final int count;

    private Columns(List<String> names, Map<TicketField, Integer> indexes, int count) {
        this.names = names;
        this.indexes = indexes;
        this.count = count;
    }

    /** The columns of a table without a header row, by the positions that the organiser gives. */
    static Columns byPosition(ListOptions options) {
        Map<TicketField, Integer> indexes = new EnumMap<>(TicketField.class);
        options.columns().forEach((field, position) -> {
            if (!position.isEmpty()) {
                indexes.put(field, Integer.parseInt(position) - 1);
            }
        });
        return new Columns(List.of(), indexes, 0);
    }

    /**
     * The columns that a header row names.
     *
     * @throws RefusedInputException if no column holds the codes, if it is not clear which one holds a field, or if there are others
     *     that are not to be ignored
     */
    static Columns named(List<String> header, ListOptions options) {
        return new Header(header.stream().map(TextRule::clean).toList(), options).columns();
    }

    /** The index of the column that holds a field; -1 if none does. */
    int indexOf(TicketField field) {
        return indexes.getOrDefault(field, -1);
    }

    /** How many columns the header names; 0 without a header. */
    int count() {
        return count;
    }

    /** The names of the used columns by field, as in the file; positions where there is no header. */
    Map<String, String> used() {
        Map<String, String> used = new LinkedHashMap<>();
        indexes.forEach(
                (field, index) -> used.put(field.key(), names.isEmpty() ? "column " + (index + 1) : names.get(index)));
        return used;
    }

    /** The names of the columns that are passed over. */
    List<String> ignored() {
        List<String> ignored = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (!indexes.containsValue(i)) {
                ignored.add(names.get(i));
            }
        }
        return ignored;
    }

    /** Whether a text is the header of the column that holds the codes. */
    boolean isHeaderOfCodes(String text) {
        return !names.isEmpty() && TextRule.clean(text).equalsIgnoreCase(names.get(indexOf(TicketField.QRCODE)));
    }

    /** Finds out what the columns of a header are, and says what is wrong with them and what to write. */
    private static final class Header {
        private final List<String> names;
        private final ListOptions options;
        private final Map<TicketField, Integer> found = new EnumMap<>(TicketField.class);
        private final Map<TicketField, Integer> guessed = new EnumMap<>(TicketField.class);
        private final List<String> wrong = new ArrayList<>();

        Header(List<String> names, ListOptions options) {
            this.names = names;
            this.options = options;
        }

        Columns columns() {
            for (TicketField field : TicketField.values()) {
                takeGiven(field);
            }
            for (TicketField field : TicketField.values()) {
                if (isOpen(field)) {
                    takeOwn(field);
                }
            }
            for (TicketField field : TicketField.values()) {
                if (isOpen(field)) {
                    guess(field);
                }
            }
            Map<TicketField, Integer> all = new EnumMap<>(found);
            all.putAll(guessed);
            List<String> others = others(all);
            if (!all.containsKey(TicketField.QRCODE) && wrong.isEmpty()) {
                wrong.add("No column is known to hold the codes in the tickets' QR codes (qrcode).");
            }
            if (wrong.isEmpty() && !others.isEmpty() && !options.ignoreOthers()) {
                wrong.add("These columns are no fields of a ticket: " + listed(others) + ".");
            }
            if (!wrong.isEmpty()) {
                throw RefusedInputException.invalid(explained(all, !others.isEmpty()));
            }
            return new Columns(names, all, names.size());
        }

        private boolean isOpen(TicketField field) {
            return !options.columns().containsKey(field) && !found.containsKey(field);
        }

        private void takeGiven(TicketField field) {
            String given = options.columns().get(field);
            if (given == null || given.isEmpty()) {
                return;
            }
            List<Integer> places = places(name -> name.equalsIgnoreCase(given));
            if (places.isEmpty()) {
                wrong.add("There is no column \"%s\" (%s).".formatted(given, field.key()));
            } else {
                takeOnly(field, places, found);
            }
        }

        private void takeOwn(TicketField field) {
            takeOnly(field, places(field::isCalled), found);
        }

        /** A column that was given or is named as a field is not guessed to be another one. */
        private void guess(TicketField field) {
            List<Integer> places = places(field::mayBeCalled);
            places.removeAll(found.values());
            if (places.size() > 1) {
                wrong.add("%s could each be %s: say which one is, or %s= for none."
                        .formatted(listed(namesAt(places)), field.key(), field.key()));
            } else {
                takeOnly(field, places, guessed);
            }
        }

        private void takeOnly(TicketField field, List<Integer> places, Map<TicketField, Integer> into) {
            if (places.size() > 1) {
                wrong.add("There are %d columns \"%s\".".formatted(places.size(), names.get(places.getFirst())));
            }
            if (!places.isEmpty()) {
                into.put(field, places.getFirst());
            }
        }

        private List<Integer> places(Predicate<String> matches) {
            List<Integer> places = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                if (matches.test(names.get(i))) {
                    places.add(i);
                }
            }
            return places;
        }

        private List<String> namesAt(List<Integer> places) {
            return places.stream().map(names::get).toList();
        }

        private List<String> others(Map<TicketField, Integer> known) {
            List<String> others = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                if (!known.containsValue(i)) {
                    others.add(names.get(i).isEmpty() ? "(column %d, without a name)".formatted(i + 1) : names.get(i));
                }
            }
            return others;
        }

        private String explained(Map<TicketField, Integer> all, boolean hasOthers) {
            StringBuilder text = new StringBuilder(String.join(" ", wrong));
            text.append(" The file has the columns ").append(listed(names)).append('.');
            guessed.forEach(
                    (field, index) -> text.append(" \"%s\" looks like %s.".formatted(names.get(index), field.key())));
            Integer codes = all.get(TicketField.QRCODE);
            if (codes == null) {
                text.append(
                        " If one of them holds the codes, write ?qrcode=NAME&others=ignore after the address, with its name;"
                                + " else export the list again together with the codes. If the first row is a ticket already, write"
                                + " ?header=none&qrcode=1, with the position of the codes.");
            } else {
                text.append(" To load it, write ").append(query(all, hasOthers)).append(" after the address.");
            }
            return text.toString();
        }

        /** The parameters that say what was found and guessed. */
        private String query(Map<TicketField, Integer> all, boolean hasOthers) {
            String query = all.entrySet().stream()
                    .filter(column -> !column.getKey().isCalled(names.get(column.getValue())))
                    .map(column -> column.getKey().key() + "=" + encoded(names.get(column.getValue())))
                    .collect(joining("&"));
            return "?" + query + (query.isEmpty() || !hasOthers ? "" : "&") + (hasOthers ? "others=ignore" : "");
        }

        private static String encoded(String name) {
            return URLEncoder.encode(name, UTF_8).replace("+", "%20");
        }

        private static String listed(List<String> names) {
            String listed = names.stream()
                    .limit(MAX_LISTED)
                    .map(name -> "\"" + name + "\"")
                    .collect(joining(", "));
            return names.size() > MAX_LISTED ? listed + " and %d more".formatted(names.size() - MAX_LISTED) : listed;
        }
    }
}
