package io.gatesync.gateway.input;

import io.gatesync.access.StoredToken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** A device uploads later what it has scanned: by then the holder is in, as the first app's screen said. */
    private static final Optional<Boolean> LET_IN = Optional.of(true);

    /** A reader of bodies up to this size, which takes all scans that one can hold. */
    public static UploadReader ofBodiesUpTo(int maxBodyBytes) {
        return new UploadReader(Math.max(1, maxBodyBytes / MIN_SCAN_BYTES));
    }

    /**
     * Reads a batch of scans.
     *
     * @param now when the request began to come in
     * @param rules refuses who may not send it, and says how codes are read at the event
     * @throws RefusedInputException if it is not a JSON object, holds too many scans, or a field of the upload itself is wrong
     */
    public Upload.Batch readBatch(byte[] json, Instant now, UploadRules rules) {
        FieldErrors errors = new FieldErrors();
        Fields body = Fields.of(Json.object(json), errors);
        rules.requireToken(body.usableToken("session_token").orElse(null));
        String eventId = body.requiredText("event_id");
        String deviceId = body.requiredText("device_id");
        String sessionToken = StoredToken.of(body.requiredToken("session_token"));
        List<?> given = body.requiredList("scans");
        errors.throwIfAny();
        requireNotTooMany(given);
        return new Upload.Batch(
                eventId,
                deviceId,
                sessionToken,
                clockAhead(body, now),
                body.usableCount("pending"),
                scans(given, eventId, deviceId, now, rules.require(eventId, deviceId)),
                false);
    }

    /**
     * Reads one scan, made online.
     *
     * @param now when the request began to come in
     * @param rules refuses who may not send it, and says how codes are read at the event
     * @throws RefusedInputException if it is not a JSON object, or lacks a field
     */
    public Upload.SingleScan readSingle(byte[] json, Instant now, UploadRules rules) {
        FieldErrors errors = new FieldErrors();
        Fields body = Fields.of(Json.object(json), errors);
        rules.requireToken(body.usableToken("session_token").orElse(null));
        String eventId = body.requiredText("event_id");
        String deviceId = body.requiredText("device_id");
        body.require("qrcode");
        errors.throwIfAny();
        return new Upload.SingleScan(
                eventId,
                deviceId,
                body.usableToken("session_token").map(StoredToken::of),
                clockAhead(body, now),
                scan(body, eventId, deviceId, now, rules.require(eventId, deviceId), Optional.empty()));
    }

    /**
     * Reads the wish to take a scan back. It names the scan by all that makes it that scan: its id, its device, its code and its time.
     *
     * @param now when the request began to come in
     * @param rules refuses who may not send it, and says how codes are read at the event
     * @throws RefusedInputException if it is not a JSON object, or a field is missing or wrong
     */
    public Upload.Undo readUndo(byte[] json, Instant now, UploadRules rules) {
        FieldErrors errors = new FieldErrors();
        Fields body = Fields.of(Json.object(json), errors);
        rules.requireToken(body.usableToken("session_token").orElse(null));
        String eventId = body.requiredText("event_id");
        String deviceId = body.requiredText("device_id");
        body.require("qrcode");
        body.requiredUuid("scan_id");
        body.requiredTime("scanned_at");
        Instant undoneAt = body.requiredTime("undone_at");
        String reason = body.requiredText("reason");
        errors.throwIfAny();
        return new Upload.Undo(
                eventId,
                deviceId,
                body.usableToken("session_token").map(StoredToken::of),
                clockAhead(body, now),
                scan(body, eventId, deviceId, now, rules.require(eventId, deviceId), Optional.empty())
                        .withNobodyLetIn(),
                undoneAt,
                reason);
    }

    /** What the device's clock says that it sent the upload at is compared with when that came in; the way takes a moment. */
    private static Optional<Duration> clockAhead(Fields body, Instant now) {
        return body.usableTime("sent_at").map(sentAt -> Duration.between(now, sentAt.at()));
    }

    private void requireNotTooMany(List<?> scans) {
        if (scans.size() > maxScans) {
            throw RefusedInputException.tooLarge(
                    "The upload has %d scans; at most %d go into one.".formatted(scans.size(), maxScans));
        }
    }

    private static List<Scan> scans(List<?> given, String eventId, String deviceId, Instant now, CodeRule rule) {
        List<Scan> scans = new ArrayList<>(given.size());
        for (Object element : given) {
            // What is no object has no fields, as in Laravel.
            Map<?, ?> object = element instanceof Map<?, ?> map ? map : Map.of();
            scans.add(scan(Fields.of(object, new FieldErrors()), eventId, deviceId, now, rule, LET_IN));
        }
        return scans;
    }

    /** @param admittedElse whether the holder was let in, where the scan does not say */
    static Scan scan(
            Fields fields,
            String eventId,
            String deviceId,
            Instant now,
            CodeRule rule,
            Optional<Boolean> admittedElse) {
        Object given = fields.value("qrcode");
        String qrcode = ScannedCode.of(given, rule);
        Optional<DeviceTime> time = fields.usableTime("scanned_at");
        Instant scannedAt = time.map(DeviceTime::at).orElse(now);
        Optional<GivenId> givenId = fields.usableUuid("scan_id");
        UUID id = givenId.map(GivenId::id).orElseGet(() -> DerivedScanId.of(eventId, deviceId, qrcode, scannedAt));
        return new Scan(
                given,
                qrcode,
                time,
                scannedAt,
                fields.usableTexts("ticket_types"),
                id,
                givenId.map(GivenId::written),
                fields.usableBoolean("admitted").or(() -> admittedElse),
                fields.usableText("gate"));
    }
}
