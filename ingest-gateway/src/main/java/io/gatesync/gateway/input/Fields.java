package io.gatesync.gateway.input;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object or of a CSV row, read by name. If a field is wrong, its error is noted and a placeholder
 * returned, so that one pass finds all errors; the caller must look at the errors before it uses any value.
 *
 * @param source of the values
 * @param errors to note what is wrong in
 */
record Fields(Source source, FieldErrors errors) {
    static final int MAX_TEXTS = 100;

    private static final List<Object> YES = List.of(true, 1, "true", "1");
    private static final List<Object> NO = List.of(false, 0, "false", "0");

    private static final int UUID_CHARS = 36;

    /** What an app sends that has made no id. */
    private static final UUID NIL = new UUID(0, 0);

    /** Gives the value of a field, of whatever type; null if there is none. */
    interface Source {
        @Nullable
        Object value(String name);
    }

    /** The fields of a JSON object that is a whole request or row. */
    static Fields of(Map<?, ?> object, FieldErrors errors) {
        return new Fields(object::get, errors);
    }

    /** The value of a field as it came; null if there is none. */
    @Nullable
    Object value(String name) {
        return source.value(name);
    }

    /** A text that is there and is not empty. */
    String requiredText(String name) {
        Object value = value(name);
        return isMissing(value) ? missing(name, "") : text(name, value);
    }

    /** A passcode, exactly as it came. */
    String requiredPasscode(String name) {
        Object value = value(name);
        if (value == null) {
            return missing(name, "");
        }
        if (!(value instanceof String passcode)) {
            return wrong(name, "must be a string.", "");
        }
        return TextRule.violation(passcode)
                .map(violation -> wrong(name, violation, ""))
                .orElse(passcode);
    }

    /** A token that is there and is not empty, of any length. */
    String requiredToken(String name) {
        Object value = value(name);
        if (isMissing(value)) {
            return missing(name, "");
        }
        if (!(value instanceof String given)) {
            return wrong(name, "must be a string.", "");
        }
        String text = TextRule.clean(given);
        return TextRule.violationAtAnyLength(text)
                .map(violation -> wrong(name, violation, ""))
                .orElse(text);
    }

    /** A token of any length that may be missing; one that cannot be used is none. */
    Optional<String> usableToken(String name) {
        return value(name) instanceof String text
                ? Optional.of(TextRule.clean(text))
                        .filter(clean -> !clean.isEmpty()
                                && TextRule.violationAtAnyLength(clean).isEmpty())
                : Optional.empty();
    }

    /** Notes an error if a field is missing or empty. */
    void require(String name) {
        if (isMissing(value(name))) {
            missing(name, "");
        }
    }

    /** A text, perhaps empty; null if there is no such field. */
    @Nullable
    String givenText(String name) {
        Object value = value(name);
        return value == null ? null : text(name, value);
    }

    /** A text that may be missing; one that cannot be used is none. */
    Optional<String> usableText(String name) {
        return usable(value(name));
    }

    /** A time by the device's clock that may be missing; one that cannot be used is none. */
    Optional<DeviceTime> usableTime(String name) {
        return DeviceTime.read(value(name));
    }

    /** Yes or no, in the forms that Laravel takes; anything else is neither. */
    Optional<Boolean> usableBoolean(String name) {
        Object value = value(name);
        Object given = value instanceof String text ? TextRule.clean(text).toLowerCase(Locale.ROOT) : value;
        if (given != null && YES.contains(given)) {
            return Optional.of(true);
        }
        return given != null && NO.contains(given) ? Optional.of(false) : Optional.empty();
    }

    /** A number of things that may be missing; one that cannot be used is none. */
    OptionalInt usableCount(String name) {
        return value(name) instanceof Integer count && count >= 0 ? OptionalInt.of(count) : OptionalInt.empty();
    }

    /** The texts of a list that can be used, at most {@value #MAX_TEXTS} of them; none if it is no list. */
    List<String> usableTexts(String name) {
        return value(name) instanceof List<?> elements
                ? elements.stream()
                        .map(Fields::usable)
                        .flatMap(Optional::stream)
                        .limit(MAX_TEXTS)
                        .toList()
                : List.of();
    }

    /** A UUID in its usual form of 36 characters; anything else is none, as is the one of zeros. */
    Optional<GivenId> usableUuid(String name) {
        return value(name) instanceof String text ? uuid(text) : Optional.empty();
    }

    /** Notes an error if a field is no UUID as {@link #usableUuid} reads it. */
    void requiredUuid(String name) {
        if (isMissing(value(name))) {
            missing(name, "");
        } else if (usableUuid(name).isEmpty()) {
            note(name, "must be a valid UUID.");
        }
    }

    /** A time by the device's clock. */
    Instant requiredTime(String name) {
        if (isMissing(value(name))) {
            return missing(name, Instant.EPOCH);
        }
        return usableTime(name)
                .map(DeviceTime::at)
                .orElseGet(() -> wrong(name, "must be a valid time.", Instant.EPOCH));
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
        errors.add(name, requirement);
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
        return value == null
                || (value instanceof String text && TextRule.clean(text).isEmpty());
    }

    private String text(String name, @Nullable Object value) {
        if (!(value instanceof String given)) {
            return wrong(name, "must be a string.", "");
        }
        String text = TextRule.clean(given);
        return TextRule.violation(text)
                .map(violation -> wrong(name, violation, ""))
                .orElse(text);
    }

    private static Optional<String> usable(@Nullable Object value) {
        return value instanceof String text
                ? Optional.of(TextRule.clean(text))
                        .filter(clean ->
                                !clean.isEmpty() && TextRule.violation(clean).isEmpty())
                : Optional.empty();
    }

    private static Optional<GivenId> uuid(String written) {
        String text = TextRule.clean(written);
        if (text.length() != UUID_CHARS) {
            return Optional.empty(); // Java reads shorter forms as well.
        }
        try {
            UUID id = UUID.fromString(text);
            return id.equals(NIL) || !id.toString().equalsIgnoreCase(text)
                    ? Optional.empty()
                    : Optional.of(new GivenId(written, id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
