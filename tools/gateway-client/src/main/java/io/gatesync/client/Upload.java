package io.gatesync.client;

import java.util.List;
import java.util.UUID;

/** The scans that a device sends in one request. */
public record Upload(String eventId, String deviceId, String sessionToken, List<Scan> scans) {

    public Upload {
        scans = List.copyOf(scans);
    }

    /**
     * One scan.
     *
     * @param scannedAt device's clock, UTC, milliseconds
     * @param scanId names the scan when it is sent again; null from an app that does not know of it
     */
    public record Scan(String qrcode, long scannedAt, UUID scanId) {}
}
