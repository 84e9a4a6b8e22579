package io.gatesync.gateway.input;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads what a device sends.
 *
 * @param maxScans in one batch
 */
public record UploadReader(int maxScans) {

    /**
     * Reads a batch of scans.
     *
     * @throws RefusedInputException if it is not a JSON object, holds too many scans, or a field of it is wrong
     */
    public Upload.Batch readBatch(byte[] json) {
        FieldErrors errors = new FieldErrors();
        Fields body = Fields.of(Json.object(json), errors);
        String eventId = body.requiredText("event_id");
        String deviceId = body.requiredText("device_id");
        String sessionToken = body.requiredText("session_token");
        List<Scan> scans = scans(body.requiredList("scans"), eventId, deviceId, errors);
        errors.throwIfAny();
        return new Upload.Batch(eventId, deviceId, sessionToken, scans);
    }

    /**
     * Reads one scan, made online.
     *
     * @param now when it was scanned, if it does not say so itself
     * @throws RefusedInputException if it is not a JSON object, or a field of it is wrong
     */
    public Upload.SingleScan readSingle(byte[] json, Instant now) {
        FieldErrors errors = new FieldErrors();
        Fields body = Fields.of(Json.object(json), errors);
        String eventId = body.requiredText("event_id");
        String deviceId = body.requiredText("device_id");
        Optional<String> sessionToken = body.optionalText("session_token");
        Scan scan = scan(body, body.optionalTime("scanned_at", now), eventId, deviceId);
        errors.throwIfAny();
        return new Upload.SingleScan(eventId, deviceId, sessionToken, scan);
    }

    private List<Scan> scans(List<?> given, String eventId, String deviceId, FieldErrors errors) {
        if (given.size() > maxScans) {
            throw RefusedInputException.tooLarge(
                    "The upload has %d scans; at most %d go into one.".formatted(given.size(), maxScans));
        }
        List<Scan> scans = new ArrayList<>(given.size());
        for (int i = 0; i < given.size(); i++) {
            // Like Laravel, take something that is no object for an object without fields.
            Map<?, ?> object = given.get(i) instanceof Map<?, ?> map ? map : Map.of();
            Fields fields = new Fields(object::get, "scans." + i + ".", errors);
            scans.add(scan(fields, fields.requiredTime("scanned_at"), eventId, deviceId));
        }
        return scans;
    }

    private static Scan scan(Fields fields, Instant scannedAt, String eventId, String deviceId) {
        String qrcode = fields.requiredText("qrcode");
        List<String> ticketTypes = fields.optionalTexts("ticket_types");
        Optional<String> idFromDevice = fields.optionalUuid("scan_id");
        UUID id = idFromDevice
                .map(UUID::fromString)
                .orElseGet(() -> DerivedScanId.of(eventId, deviceId, qrcode, scannedAt));
        return new Scan(qrcode, scannedAt, ticketTypes, id, idFromDevice);
    }
}
