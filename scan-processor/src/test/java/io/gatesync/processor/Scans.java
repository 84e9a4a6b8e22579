package io.gatesync.processor;

import io.gatesync.schemas.ScanUploaded;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Scans as a gateway publishes them. */
public final class Scans {
    private static final String EVENT = "open-air";

    private Scans() {}

    /** A scan with an id of its own, on which the device let the holder in before it uploaded it. */
    public static ScanUploaded.Builder letIn(String deviceId, String qrcode) {
        Instant now = Instant.now();
        return ScanUploaded.newBuilder()
                .setScanId(UUID.randomUUID())
                .setScanIdFromDevice(true)
                .setEventId(EVENT)
                .setDeviceId(deviceId)
                .setSessionToken("session-" + deviceId)
                .setQrcode(qrcode)
                .setScannedAt(now)
                .setUploadedAt(now)
                .setTicketTypes(List.of())
                .setAdmitted(true);
    }
}
