package io.gatesync.gateway.input;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Reads what a device sends. A scan says what a camera saw, and its holder is in or is not: no content of a scan refuses it, or
 * holds up the others of its upload. A code that can be no ticket's gets a verdict like every code, and an optional field that
 * cannot be used is taken for a missing one.
 *
 * @param maxScans in one batch
 */
public record UploadReader(int maxScans) {
    /** The shortest scan with a code and a time is longer: a body of more scans than one for so many bytes holds none. */
    private static final int MIN_SCAN_BYTES = 32;

    /** A reader of bodies up to this size, which takes all scans that one can hold. */
    public static UploadReader ofBodiesUpTo(int maxBodyBytes) {
        return new UploadReader(Math.max(1, maxBodyBytes / MIN_SCAN_BYTES));
    }

    /**
     * Reads a batch of scans.
     *
     * @param now when a scan was made that gives no time that can be used
     * @throws RefusedInputException if it is not a JSON object, holds too many scans, or a field of the upload itself is wrong
     */
    public Upload.Batch readBatch(byte[] json, Instant now) {
        FieldErrors errors = new FieldErrors();
        Fields body = Fields.of(Json.object(json), errors);
        String eventId = body.requiredText("event_id");
        String deviceId = body.requiredText("device_id");
        String sessionToken = body.requiredText("session_token");
        List<?> given = body.requiredList("scans");
        errors.throwIfAny();
        return new Upload.Batch(eventId, deviceId, sessionToken, scans(given, eventId, deviceId, now));
    }

    /**
     * Reads one scan, made online.
     *
     * @param now when it was scanned, if it gives no time that can be used
     * @throws RefusedInputException if it is not a JSON object, or lacks a field
     */
    public Upload.SingleScan readSingle(byte[] json, Instant now) {
        FieldErrors errors = new FieldErrors();
        Fields body = Fields.of(Json.object(json), errors);
        String eventId = body.requiredText("event_id");
        String deviceId = body.requiredText("device_id");
        body.require("qrcode");
        errors.throwIfAny();
        return new Upload.SingleScan(
                eventId, deviceId, body.usableText("session_token"), scan(body, eventId, deviceId, now));
    }

    private List<Scan> scans(List<?> given, String eventId, String deviceId, Instant now) {
        if (given.size() > maxScans) {
            throw RefusedInputException.tooLarge(
                    "The upload has %d scans; at most %d go into one.".formatted(given.size(), maxScans));
        }
        List<Scan> scans = new ArrayList<>(given.size());
        for (Object element : given) {
            // What is no object has no fields, as in Laravel.
            Map<?, ?> object = element instanceof Map<?, ?> map ? map : Map.of();
            scans.add(scan(Fields.of(object, new FieldErrors()), eventId, deviceId, now));
        }
        return scans;
    }

    private static Scan scan(Fields fields, String eventId, String deviceId, Instant now) {
        Object given = fields.value("qrcode");
        String qrcode = ScannedCode.of(given);
        Instant scannedAt = fields.usableTime("scanned_at", now);
        var idFromDevice = fields.usableUuid("scan_id");
        UUID id = idFromDevice
                .map(written -> UUID.fromString(TextRule.clean(written)))
                .orElseGet(() -> DerivedScanId.of(eventId, deviceId, qrcode, scannedAt));
        return new Scan(given, qrcode, scannedAt, fields.usableTexts("ticket_types"), id, idFromDevice);
    }
}
