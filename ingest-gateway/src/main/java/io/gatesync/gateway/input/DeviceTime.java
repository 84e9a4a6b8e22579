package io.gatesync.gateway.input;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A time by a device's clock.
 *
 * @param at to the millisecond
 * @param inSeconds whether the device gave a number that can only be seconds
 */
public record DeviceTime(Instant at, boolean inSeconds) {
    private static final long MAX_EPOCH_MILLIS =
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    /**
     * Numbers from here to {@link #END_OF_SECONDS} are seconds: from the summer of 2017 to the year 2286. As milliseconds they would
     * be days in early 1970, where only a device gets that has lost its clock, and then has run for 17 days.
     */
    private static final double FIRST_SECONDS = 1_500_000_000;

    private static final double END_OF_SECONDS = 10_000_000_000.0;
    private static final long MILLIS_PER_SECOND = 1_000;

    private static final int MAX_CHARS = 64;
    /** What PHP's is_numeric accepts, without white space around it. */
    private static final Pattern NUMERAL = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

    /** ISO 8601, and what people take for it: a space instead of the T, and no zone, which is UTC as in all that is answered. */
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[' '][XXX][XX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    /** A number of milliseconds since 1970, with fractions cut, or of seconds; a text that is one; or an ISO time. */
    static Optional<DeviceTime> read(@Nullable Object given) {
        return switch (given) {
            case Number number -> ofNumber(number.doubleValue());
            case String text -> ofText(TextRule.clean(text));
            case null, default -> Optional.empty();
        };
    }

    private static Optional<DeviceTime> ofText(String text) {
        if (text.length() > MAX_CHARS) {
            return Optional.empty();
        }
        return NUMERAL.matcher(text).matches() ? ofNumber(Double.parseDouble(text)) : ofIso(text);
    }

    private static Optional<DeviceTime> ofNumber(double number) {
        boolean inSeconds = number >= FIRST_SECONDS && number < END_OF_SECONDS;
        // A double is exact far beyond the year 9999, and the app's own clock is one.
        double millis = inSeconds ? number * MILLIS_PER_SECOND : number;
        return millis >= 0 && millis <= MAX_EPOCH_MILLIS
                ? Optional.of(new DeviceTime(Instant.ofEpochMilli((long) millis), inSeconds))
                : Optional.empty();
    }

    private static Optional<DeviceTime> ofIso(String text) {
        try {
            TemporalAccessor parsed = ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            Instant at = parsed instanceof OffsetDateTime zoned
                    ? zoned.toInstant()
                    : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
            boolean usable = !at.isBefore(Instant.EPOCH) && at.getEpochSecond() <= MAX_EPOCH_MILLIS / MILLIS_PER_SECOND;
            return usable
                    ? Optional.of(new DeviceTime(Instant.ofEpochMilli(at.toEpochMilli()), false))
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
