package io.gatesync.gateway.input;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Reads what a device sends.
 *
 * @param maxScans of one upload
 */
public record UploadReader(int maxScans) {

    /**
     * A batch of scans.
     *
     * @throws MalformedBodyException if it is not a JSON object
     * @throws TooManyScansException if it holds too many scans
     * @throws InvalidFieldsException naming everything else that is wrong
     */
    public Upload readBatch(byte[] json) {
        FieldErrors errors = new FieldErrors();
        Members body = new Members(Json.object(json), "", errors);
        String eventId = body.requiredText("event_id");
        String deviceId = body.requiredText("device_id");
        String sessionToken = body.requiredText("session_token");
        List<?> given = body.requiredList("scans");
        List<Scan> scans = given == null ? List.of() : scans(given, eventId, deviceId, errors);
        errors.throwIfAny();
        return new Upload(eventId, deviceId, sessionToken, scans);
    }

    /**
     * One scan, made online.
     *
     * @param now when it was scanned, where it does not say so
     * @throws MalformedBodyException if it is not a JSON object
     * @throws InvalidFieldsException naming everything else that is wrong
     */
    public Upload readSingle(byte[] json, Instant now) {
        FieldErrors errors = new FieldErrors();
        Members body = new Members(Json.object(json), "", errors);
        String eventId = body.requiredText("event_id");
        String deviceId = body.requiredText("device_id");
        String sessionToken = body.optionalText("session_token");
        Scan scan = scan(body, body.optionalTime("scanned_at", now), eventId, deviceId);
        errors.throwIfAny();
        return new Upload(eventId, deviceId, sessionToken, List.of(scan));
    }

    private List<Scan> scans(List<?> given, String eventId, String deviceId, FieldErrors errors) {
        if (given.size() > maxScans) {
            throw new TooManyScansException(given.size(), maxScans);
        }
        List<Scan> scans = new ArrayList<>(given.size());
        for (int i = 0; i < given.size(); i++) {
            // What is no object has none of the fields, as Laravel sees it.
            Map<?, ?> values = given.get(i) instanceof Map<?, ?> object ? object : Map.of();
            Members members = new Members(values, "scans." + i + ".", errors);
            scans.add(scan(members, members.requiredTime("scanned_at"), eventId, deviceId));
        }
        return scans;
    }

    /** The scan; null if anything is wrong with it or with what it belongs to. */
    private static Scan scan(Members members, Instant scannedAt, String eventId, String deviceId) {
        String qrcode = members.requiredText("qrcode");
        List<String> ticketTypes = members.optionalTexts("ticket_types");
        String idFromDevice = members.optionalUuid("scan_id");
        if (!members.errors().isEmpty()) {
            return null;
        }
        UUID id = idFromDevice == null
                ? DerivedScanId.of(eventId, deviceId, qrcode, scannedAt)
                : UUID.fromString(idFromDevice);
        return new Scan(qrcode, scannedAt, ticketTypes, id, idFromDevice);
    }
}
