package io.gatesync.gateway.ticketlist;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Codes that a spreadsheet or an export has damaged. What is surely no code is refused, in the words of {@link
 * io.gatesync.gateway.input.FieldErrors}; what only may be is noticed.
 */
final class Suspects {
    /** Spreadsheets write the sign; 1E10 without it and without a fraction may be a code. */
    private static final Pattern ROUNDED = Pattern.compile("[+-]?(\\d+[.,]\\d+[eE][+-]?\\d{1,3}|\\d[eE][+-]\\d{1,3})");

    private static final Pattern GUARDED = Pattern.compile("=\"([^\"]*)\"");
    private static final Set<String> STANDS_FOR_NOTHING =
            Set.of("na", "n/a", "#n/a", "null", "nil", "none", "nan", "undefined", "-", "--", "tba", "tbd");
    private static final Set<String> SPREADSHEET_ERRORS =
            Set.of("#ref!", "#value!", "#name?", "#num!", "#div/0!", "#null!", "#error!");

    /** Shorter numbers are the organiser's own numbering. */
    private static final int MIN_DIGITS = 6;

    private static final int MAX_DIGITS = 40;

    private final List<Length> lengths = new ArrayList<>();
    private final int maxListed;
    private boolean padded;
    private long smallest = Long.MAX_VALUE;
    private long largest = Long.MIN_VALUE;

    Suspects(int maxListed) {
        this.maxListed = maxListed;
    }

    /** The text in {@code ="0081"}, by which spreadsheets are kept from dropping the zeros; another text as it is. */
    static String unguarded(String text) {
        if (!text.startsWith("=\"")) {
            return text;
        }
        var guarded = GUARDED.matcher(text);
        return guarded.matches() ? guarded.group(1) : text;
    }

    /** Why a text is surely not the code of a ticket; empty if it may be one. */
    static Optional<String> refusal(String code) {
        if (code.isEmpty() || code.length() > MAX_DIGITS) {
            return Optional.empty();
        }
        String word = code.toLowerCase(Locale.ROOT);
        if (STANDS_FOR_NOTHING.contains(word)) {
            return Optional.of("holds " + code + ", which stands for a missing code.");
        }
        if (SPREADSHEET_ERRORS.contains(word)) {
            return Optional.of("holds " + code + ", an error of a spreadsheet.");
        }
        if (code.startsWith("=")) {
            return Optional.of("holds a formula, " + code + ": export the values.");
        }
        if (code.startsWith("'")) {
            return Optional.of(
                    "begins with the apostrophe by which a spreadsheet marks a text: export the list without it,"
                            + " or add suspects=accept if the QR code has it.");
        }
        if (ROUNDED.matcher(code).matches()) {
            return Optional.of(
                    "holds " + code + ": a spreadsheet has rounded the code to a number, and its digits are lost."
                            + " Export the list again, and load it without opening it in a spreadsheet.");
        }
        return Optional.empty();
    }

    /** Remembers the length of a code of digits. */
    void count(long line, String code) {
        int digits = code.length();
        if (digits > MAX_DIGITS || !isNumber(code)) {
            return;
        }
        while (lengths.size() <= digits) {
            lengths.add(new Length());
        }
        padded |= code.charAt(0) == '0';
        Length length = lengths.get(digits);
        length.count++;
        if (length.first.size() < maxListed) {
            length.first.add(new Place(line, code));
        }
        if (digits <= 18) {
            long value = Long.parseLong(code);
            smallest = Math.min(smallest, value);
            largest = Math.max(largest, value);
        }
    }

    private static boolean isNumber(String code) {
        for (int i = 0; i < code.length(); i++) {
            if (code.charAt(i) < '0' || code.charAt(i) > '9') {
                return false;
            }
        }
        return !code.isEmpty();
    }

    /** Notices the codes that are shorter than most, after the last row. */
    void noticeLostZeros(Notices notices) {
        long all = lengths.stream().mapToLong(length -> length.count).sum();
        int usual = 0;
        for (int digits = 1; digits < lengths.size(); digits++) {
            usual = lengths.get(digits).count > lengths.get(usual).count ? digits : usual;
        }
        if (usual < MIN_DIGITS || 2 * lengths.get(usual).count <= all || isNumbering(all)) {
            return;
        }
        for (int digits = 1; digits < usual; digits++) {
            for (Place place : lengths.get(digits).first) {
                notices.add(
                        place.line,
                        "The code %s has %d digits, most have %d. If a spreadsheet has removed its leading zeros, it is not found at the door."
                                .formatted(place.code, digits, usual));
            }
            notices.addUnlisted(
                    lengths.get(digits).count - lengths.get(digits).first.size());
        }
    }

    /** Whether the codes count up without leading zeros: then they become longer by themselves. */
    private boolean isNumbering(long all) {
        return !padded && largest - smallest < 2 * all;
    }

    /** The codes of one number of digits. */
    private static final class Length {
        private final List<Place> first = new ArrayList<>();
        private long count;
    }

    private record Place(long line, String code) {}
}
