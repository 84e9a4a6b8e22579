package io.gatesync.gateway.input;

import java.util.Map;
import java.util.Optional;

/**
 * A scan that is only tried, to see how it would be read.
 *
 * @param given what the scanner would send
 * @param code how it is read
 * @param canBeTicket whether a ticket can have that code at all
 * @param deviceId of the device that would send it; empty if the organiser names none
 */
public record TriedScan(Object given, String code, boolean canBeTicket, Optional<String> deviceId) {
    /**
     * Reads it from the body of a request.
     *
     * @param rule of the event
     * @throws RefusedInputException if the body is not a JSON object, or has no {@code qrcode}
     */
    public static TriedScan read(byte[] json, CodeRule rule) {
        Map<?, ?> body = Json.object(json);
        FieldErrors errors = new FieldErrors();
        Object given = body.get("qrcode");
        if (given == null) {
            errors.add("qrcode", "is required.");
        }
        errors.throwIfAny();
        String code = ScannedCode.of(given, rule);
        return new TriedScan(
                given == null ? "" : given,
                code,
                code.indexOf(TextRule.REPLACEMENT) < 0,
                Fields.of(body, errors).usableText("device_id"));
    }
}
