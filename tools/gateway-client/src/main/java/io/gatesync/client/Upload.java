package io.gatesync.client;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The scans that a device sends in one request. */
public record Upload(String eventId, String deviceId, String sessionToken, List<Scan> scans) {

    public Upload {
        scans = List.copyOf(scans);
    }

    /**
     * One scan.
     *
     * @param scannedAt device's clock, UTC, milliseconds
     * @param scanId tells the gateway that a scan is sent again; null from an app that has no scan ids
     */
    public record Scan(
            String qrcode, long scannedAt, @Nullable UUID scanId) {}
}
