package io.gatesync.gateway.input;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The members of one object, of any type, asked for by name. What is wrong with one is noted in the errors and null is
 * returned, so that all errors of a request are found in one pass.
 *
 * @param prefix of the fields' names in the errors, such as {@code scans.3.}
 */
record Members(Map<?, ?> values, String prefix, FieldErrors errors) {
    static final int MAX_TEXTS = 100;

    private static final long MAX_EPOCH_MILLIS =
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
    private static final int MAX_NUMERAL_CHARS = 64;
    /** What PHP's is_numeric takes. */
    private static final Pattern NUMERAL = Pattern.compile("\\s*[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?\\s*");

    /** A text that says something. */
    String requiredText(String name) {
        Object value = values.get(name);
        if (isMissing(value)) {
            note(name, "is required.");
            return null;
        }
        return text(name, value);
    }

    /** A text, or null where there is none. */
    String optionalText(String name) {
        Object value = values.get(name);
        return isMissing(value) ? null : text(name, value);
    }

    /** A time in JavaScript's milliseconds, fractions cut. */
    Instant requiredTime(String name) {
        Object value = values.get(name);
        if (isMissing(value)) {
            note(name, "is required.");
            return null;
        }
        return time(name, value);
    }

    Instant optionalTime(String name, Instant otherwise) {
        Object value = values.get(name);
        return value == null ? otherwise : time(name, value);
    }

    /** A list of texts, empty where there is none. */
    List<String> optionalTexts(String name) {
        Object value = values.get(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> elements)) {
            note(name, "must be an array.");
            return null;
        }
        if (elements.size() > MAX_TEXTS) {
            note(name, "must not have more than " + MAX_TEXTS + " items.");
            return null;
        }
        List<String> texts = new ArrayList<>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            texts.add(text(name + "." + i, elements.get(i)));
        }
        return texts;
    }

    /** A UUID in its usual form of 36 characters, as it was written, or null where there is none. */
    String optionalUuid(String name) {
        Object value = values.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof String text && isUuid(text)) {
            return text;
        }
        note(name, "must be a valid UUID.");
        return null;
    }

    /** A list, which must hold something. */
    List<?> requiredList(String name) {
        Object value = values.get(name);
        if (isMissing(value) || (value instanceof List<?> list && list.isEmpty())) {
            note(name, "is required.");
            return null;
        }
        if (value instanceof List<?> list) {
            return list;
        }
        note(name, "must be an array.");
        return null;
    }

    /** Notes what a member fails to be. */
    void note(String name, String requirement) {
        errors.add(prefix + name, requirement);
    }

    private static boolean isMissing(Object value) {
        return value == null || (value instanceof String text && text.isBlank());
    }

    private String text(String name, Object value) {
        if (!(value instanceof String text)) {
            note(name, "must be a string.");
            return null;
        }
        String broken = TextRule.broken(text);
        if (broken != null) {
            note(name, broken);
            return null;
        }
        return text;
    }

    private Instant time(String name, Object value) {
        double millis;
        if (value instanceof Number number) {
            millis = number.doubleValue();
        } else if (value instanceof String text
                && text.length() <= MAX_NUMERAL_CHARS
                && NUMERAL.matcher(text).matches()) {
            millis = Double.parseDouble(text);
        } else {
            note(name, "must be a number.");
            return null;
        }
        // A double is exact far beyond the year 9999, and it is what the app's clock gives.
        if (!(millis >= 0 && millis <= MAX_EPOCH_MILLIS)) {
            note(name, "must be between 0 and " + MAX_EPOCH_MILLIS + ".");
            return null;
        }
        return Instant.ofEpochMilli((long) millis);
    }

    private static boolean isUuid(String text) {
        try {
            // Java reads shorter forms too.
            return UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
