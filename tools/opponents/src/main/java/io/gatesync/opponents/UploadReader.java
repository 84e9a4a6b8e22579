package io.gatesync.opponents;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads an upload in one pass over its bytes. */
final class UploadReader {

    private static final int MAX_SCANS = 5_000;
    private static final int MAX_CHARACTERS = 255;
    private static final JsonFactory JSON = new JsonFactory();

    private UploadReader() {}

    private record ReadScan(
            String qrcode, long scannedAtMillis, @Nullable UUID id) {}

    static Upload read(byte[] body, long nowMillis) throws RefusedException {
        String eventId = null;
        String deviceId = null;
        String sessionToken = null;
        List<ReadScan> scans = List.of();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
            require(json.nextToken() == JsonToken.START_OBJECT, "The body must be one JSON object.");
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                JsonToken value = json.nextToken();
                switch (name) {
                    case "event_id" -> eventId = text(json, value, name);
                    case "device_id" -> deviceId = text(json, value, name);
                    case "session_token" -> sessionToken = text(json, value, name);
                    case "scans" -> scans = scans(json, value);
                    default -> json.skipChildren();
                }
            }
        } catch (JacksonException e) {
            throw new RefusedException(400, "Malformed JSON: " + e.getOriginalMessage());
        }
        require(!scans.isEmpty(), "The scans field is required.");
        return upload(
                required(eventId, "event_id"),
                required(deviceId, "device_id"),
                required(sessionToken, "session_token"),
                scans,
                nowMillis);
    }

    private static Upload upload(
            String eventId, String deviceId, String sessionToken, List<ReadScan> read, long nowMillis) {
        List<Scan> scans = new ArrayList<>(read.size());
        Upload upload = new Upload(eventId, deviceId, sessionToken, scans, nowMillis);
        for (ReadScan scan : read) {
            UUID id = scan.id() == null ? derivedId(eventId, deviceId, scan) : scan.id();
            scans.add(new Scan(upload, scan.qrcode(), scan.scannedAtMillis(), id));
        }
        return upload;
    }

    private static List<ReadScan> scans(JsonParser json, JsonToken value) throws RefusedException {
        require(value == JsonToken.START_ARRAY, "The scans field must be an array.");
        List<ReadScan> scans = new ArrayList<>(128);
        while (json.nextToken() == JsonToken.START_OBJECT) {
            require(scans.size() < MAX_SCANS, "At most " + MAX_SCANS + " scans go into one upload.");
            scans.add(scan(json));
        }
        return scans;
    }

    private static ReadScan scan(JsonParser json) throws RefusedException {
        String qrcode = null;
        long scannedAtMillis = -1;
        UUID id = null;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken value = json.nextToken();
            switch (name) {
                case "qrcode" -> qrcode = text(json, value, name);
                case "scanned_at" -> {
                    require(value.isNumeric(), "The scanned_at field must be a number.");
                    scannedAtMillis = json.getLongValue();
                }
                case "scan_id" -> id = value == JsonToken.VALUE_NULL ? null : id(json);
                default -> json.skipChildren();
            }
        }
        require(scannedAtMillis >= 0, "The scanned_at field is required.");
        return new ReadScan(required(qrcode, "qrcode"), scannedAtMillis, id);
    }

    private static UUID id(JsonParser json) throws RefusedException {
        try {
            return UUID.fromString(json.getString());
        } catch (IllegalArgumentException e) {
            throw new RefusedException(422, "The scan_id field must be a valid UUID.");
        }
    }

    /** The same for the same scan, so that a device without ids may send it again. */
    private static UUID derivedId(String eventId, String deviceId, ReadScan scan) {
        String name = String.join("\n", eventId, deviceId, scan.qrcode(), Long.toString(scan.scannedAtMillis()));
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(JsonParser json, JsonToken value, String name) throws RefusedException {
        require(value == JsonToken.VALUE_STRING, "The " + name + " field must be a string.");
        String text = json.getString();
        require(
                !text.isBlank()
                        && text.length() <= MAX_CHARACTERS
                        && text.chars().noneMatch(Character::isISOControl),
                "The " + name + " field must be a text of at most " + MAX_CHARACTERS + " characters.");
        return text;
    }

    private static String required(@Nullable String text, String name) throws RefusedException {
        if (text == null) {
            throw new RefusedException(422, "The " + name + " field is required.");
        }
        return text;
    }

    private static void require(boolean holds, String otherwise) throws RefusedException {
        if (!holds) {
            throw new RefusedException(422, otherwise);
        }
    }
}
