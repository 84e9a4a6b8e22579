package io.gatesync.gateway.input;

import java.time.Duration;
import java.util.Optional;

/**
 * A device that the entrance lead enrols.
 *
 * @param name what the staff call it
 * @param gate where it is meant to be
 * @param validFor how long its code can be used first
 * @param replacesPhone whether the device id may be taken from the phone that holds it
 */
public record Enrolment(
        String deviceId, Optional<String> name, Optional<String> gate, Duration validFor, boolean replacesPhone) {
    private static final int USUAL_HOURS = 24;
    private static final int MOST_HOURS = 720;

    /**
     * Reads it from the body of a request.
     *
     * @throws RefusedInputException if that is not a JSON object, or a field is wrong
     */
    public static Enrolment read(byte[] json) {
        FieldErrors errors = new FieldErrors();
        Fields body = Fields.of(Json.object(json), errors);
        String deviceId = body.requiredText("device_id");
        int hours = hours(body);
        errors.throwIfAny();
        return new Enrolment(
                deviceId,
                body.usableText("device_name"),
                body.usableText("gate"),
                Duration.ofHours(hours),
                body.usableBoolean("replace").orElse(false));
    }

    private static int hours(Fields body) {
        Object value = body.value("valid_hours");
        if (value == null) {
            return USUAL_HOURS;
        }
        return value instanceof Integer hours && hours >= 1 && hours <= MOST_HOURS
                ? hours
                : body.wrong("valid_hours", "must be a number from 1 to " + MOST_HOURS + ".", USUAL_HOURS);
    }
}
