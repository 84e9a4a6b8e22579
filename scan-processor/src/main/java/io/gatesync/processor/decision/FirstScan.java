package io.gatesync.processor.decision;

import java.time.Instant;
import java.util.UUID;

/**
 * The scan that admitted the holder of a ticket.
 *
 * @param scanId the id of the scan
 * @param deviceId the device that made it
 * @param scannedAt when, by that device's own clock
 */
public record FirstScan(UUID scanId, String deviceId, Instant scannedAt) {
    static FirstScan of(Scan scan) {
        return new FirstScan(scan.id(), scan.deviceId(), scan.scannedAt());
    }
}
