package io.gatesync.gateway.input;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object or of a CSV row, read by name. If a field is wrong, its error is noted and a placeholder
 * returned, so that one pass finds all errors; the caller must look at the errors before it uses any value.
 *
 * @param source of the values
 * @param prefix of the fields' names in the errors, such as {@code scans.3.}
 * @param errors to note what is wrong in
 */
record Fields(Source source, String prefix, FieldErrors errors) {
    static final int MAX_TEXTS = 100;

    private static final long MAX_EPOCH_MILLIS =
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
    private static final int MAX_NUMERAL_CHARS = 64;
    /** What PHP's is_numeric accepts. */
    private static final Pattern NUMERAL = Pattern.compile("\\s*[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?\\s*");

    /** Gives the value of a field, of whatever type; null if there is none. */
    interface Source {
        @Nullable
        Object value(String name);
    }

    /** The fields of a JSON object that is a whole request or row. */
    static Fields of(Map<?, ?> object, FieldErrors errors) {
        return new Fields(object::get, "", errors);
    }

    /** The value of a field as it came; null if there is none. */
    @Nullable
    Object value(String name) {
        return source.value(name);
    }

    /** A text that is there and is not blank. */
    String requiredText(String name) {
        Object value = value(name);
        return isMissing(value) ? missing(name, "") : text(name, value).orElse("");
    }

    /** A text; empty if it is missing, blank or wrong. */
    Optional<String> optionalText(String name) {
        Object value = value(name);
        return isMissing(value) ? Optional.empty() : text(name, value);
    }

    /** A time in JavaScript's milliseconds; fractions are cut. */
    Instant requiredTime(String name) {
        Object value = value(name);
        return isMissing(value) ? missing(name, Instant.EPOCH) : time(name, value);
    }

    /** A time as above, or the other one if there is none. */
    Instant optionalTime(String name, Instant otherwise) {
        Object value = value(name);
        return value == null ? otherwise : time(name, value);
    }

    /** A list of texts; empty if there is none. */
    List<String> optionalTexts(String name) {
        Object value = value(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> elements)) {
            return wrong(name, "must be an array.", List.of());
        }
        if (elements.size() > MAX_TEXTS) {
            return wrong(name, "must not have more than " + MAX_TEXTS + " items.", List.of());
        }
        List<String> texts = new ArrayList<>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            texts.add(text(name + "." + i, elements.get(i)).orElse(""));
        }
        return texts;
    }

    /** A UUID in its usual form of 36 characters, exactly as it was written. */
    Optional<String> optionalUuid(String name) {
        Object value = value(name);
        if (value == null) {
            return Optional.empty();
        }
        return value instanceof String text && isUuid(text)
                ? Optional.of(text)
                : wrong(name, "must be a valid UUID.", Optional.empty());
    }

    /** A list that holds something. */
    List<?> requiredList(String name) {
        Object value = value(name);
        if (isMissing(value) || (value instanceof List<?> list && list.isEmpty())) {
            return missing(name, List.of());
        }
        return value instanceof List<?> list ? list : wrong(name, "must be an array.", List.of());
    }

    /** Notes what a field has to be. */
    void note(String name, String requirement) {
        errors.add(prefix + name, requirement);
    }

    /** Notes what a field has to be, and returns the placeholder. */
    <T> T wrong(String name, String requirement, T placeholder) {
        note(name, requirement);
        return placeholder;
    }

    private <T> T missing(String name, T placeholder) {
        return wrong(name, "is required.", placeholder);
    }

    private static boolean isMissing(@Nullable Object value) {
        return value == null || (value instanceof String text && text.isBlank());
    }

    private Optional<String> text(String name, @Nullable Object value) {
        if (!(value instanceof String text)) {
            return wrong(name, "must be a string.", Optional.empty());
        }
        Optional<String> violation = TextRule.violation(text);
        return violation.isPresent() ? wrong(name, violation.get(), Optional.empty()) : Optional.of(text);
    }

    private Instant time(String name, @Nullable Object value) {
        double millis;
        if (value instanceof Number number) {
            millis = number.doubleValue();
        } else if (value instanceof String text
                && text.length() <= MAX_NUMERAL_CHARS
                && NUMERAL.matcher(text).matches()) {
            millis = Double.parseDouble(text);
        } else {
            return wrong(name, "must be a number.", Instant.EPOCH);
        }
        // A double is exact far beyond the year 9999, and the app's own clock is one.
        if (!(millis >= 0 && millis <= MAX_EPOCH_MILLIS)) {
            return wrong(name, "must be between 0 and " + MAX_EPOCH_MILLIS + ".", Instant.EPOCH);
        }
        return Instant.ofEpochMilli((long) millis);
    }

    private static boolean isUuid(String text) {
        try {
            // UUID.fromString accepts shorter forms as well.
            return UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
