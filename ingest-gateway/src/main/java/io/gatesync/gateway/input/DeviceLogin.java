package io.gatesync.gateway.input;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * A device that logs in to an event.
 *
 * @param identifier the event, as the device named it
 * @param secret the event's passcode in clear, or the code that enrols the device
 * @param byEnrolment which of the two
 * @param deviceName what people call the device
 * @param gate where it is
 * @param installation a secret of the app on this phone, by which the phone is known again
 */
public record DeviceLogin(
        String identifier,
        String secret,
        boolean byEnrolment,
        String deviceId,
        Optional<String> deviceName,
        Optional<String> gate,
        Optional<String> installation) {

    /**
     * Reads it from the body of a request.
     *
     * @throws RefusedInputException if that is not a JSON object, or a field is wrong
     */
    public static DeviceLogin read(byte[] json) {
        FieldErrors errors = new FieldErrors();
        Fields body = Fields.of(Json.object(json), errors);
        String identifier = body.requiredText(first(body, "event_id", "identifier", "username"));
        boolean byEnrolment = body.value("enrolment_code") != null;
        String secret = byEnrolment
                ? EnrolmentCode.read(body.requiredText("enrolment_code"))
                : body.requiredPasscode(first(body, "passcode", "password"));
        String deviceId = body.requiredText("device_id");
        errors.throwIfAny();
        return new DeviceLogin(
                identifier,
                secret,
                byEnrolment,
                deviceId,
                body.usableText("device_name"),
                body.usableText("gate"),
                body.usableToken("installation"));
    }

    /** The first of these names that the body has, else the first. */
    private static String first(Fields body, String... names) {
        return Stream.of(names)
                .filter(name -> body.value(name) != null)
                .findFirst()
                .orElse(names[0]);
    }

    /** Leaves the secrets out. */
    @Override
    public String toString() {
        return "DeviceLogin[identifier=%s, deviceId=%s]".formatted(identifier, deviceId);
    }
}
