package io.gatesync.gateway;

import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A device at an event of its own, and the requests that it sends. */
record Device(String eventId, String deviceId, String sessionToken) {
    static final long SCANNED_AT = 1_767_225_600_123L;

    static Device atOwnEvent() {
        String event = "event-" + UUID.randomUUID();
        return new Device(event, "gate-1", "session-" + UUID.randomUUID());
    }

    Device another(String deviceId) {
        return new Device(eventId, deviceId, "session-" + UUID.randomUUID());
    }

    /** The same device, with another session token. */
    Device withSession(String token) {
        return new Device(eventId, deviceId, token);
    }

    /** An upload of scans of these tickets. */
    String upload(String... qrcodes) {
        return uploadOf(Stream.of(qrcodes).map(Device::scan).toArray(String[]::new));
    }

    /** An upload of so many scans of different tickets. */
    String upload(int scans) {
        return upload(IntStream.range(0, scans).mapToObj(i -> "ticket-" + i).toArray(String[]::new));
    }

    /** An upload of these scans, already in JSON. */
    String uploadOf(String... scans) {
        return """
                {"event_id": "%s", "device_id": "%s", "session_token": "%s", "scans": [%s]}""".formatted(eventId, deviceId, sessionToken, Stream.of(scans).collect(Collectors.joining(",")));
    }

    String verification(String qrcode) {
        return """
                {"event_id": "%s", "device_id": "%s", "qrcode": "%s"}""".formatted(eventId, deviceId, qrcode);
    }

    /** The wish to take back a scan that was made at {@link #SCANNED_AT}. */
    String undo(String qrcode, UUID scan, long undoneAt) {
        return """
                {"event_id": "%s", "device_id": "%s", "qrcode": "%s", "scan_id": "%s", "scanned_at": %d, "undone_at": %d,
                 "reason": "wrong person"}""".formatted(eventId, deviceId, qrcode, scan, SCANNED_AT, undoneAt);
    }

    static String scan(String qrcode) {
        return """
                {"qrcode": "%s", "scanned_at": %d}""".formatted(qrcode, SCANNED_AT);
    }

    static String scan(String qrcode, UUID id) {
        return """
                {"qrcode": "%s", "scanned_at": %d, "scan_id": "%s", "ticket_types": ["VIP", "Day"]}""".formatted(qrcode, SCANNED_AT, id);
    }
}
