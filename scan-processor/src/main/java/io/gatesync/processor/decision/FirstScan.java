package io.gatesync.processor.decision;

import java.time.Instant;
import java.util.UUID;

/**
 * The scan that admitted the holder of a ticket.
 *
 * @param scanId the id of the scan
 * @param idFromDevice whether the device made the id
 * @param deviceId the device that made it
 * @param scannedAt when, by that device's own clock
 */
public record FirstScan(UUID scanId, boolean idFromDevice, String deviceId, Instant scannedAt) {
    static FirstScan of(Scan scan) {
        return new FirstScan(scan.id(), scan.idFromDevice(), scan.deviceId(), scan.scannedAt());
    }

    /** Whether this scan is the same, sent again. Another device's scan with the same id is another scan. */
    boolean is(Scan scan) {
        return idFromDevice && scan.idFromDevice() && scanId.equals(scan.id()) && deviceId.equals(scan.deviceId());
    }
}
