package io.gatesync.projector.feed;

import io.gatesync.schemas.ScanDecided;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The scan on which somebody came in on a ticket: admitted by the verdict, or let in by a device before it asked.
 *
 * @param gate where the device was; null where it did not say
 * @param at by the device's clock; where it gave no time, when the verdict was given
 * @param round the round of admissions that it belongs to
 * @param scanId the id of the scan
 */
public record Entry(String deviceId, @Nullable String gate, Instant at, long round, UUID scanId) {

    static Entry of(ScanDecided scan) {
        return new Entry(
                scan.getDeviceId(),
                scan.getGate(),
                scan.getScannedAtFromDevice() ? scan.getScannedAt() : scan.getDecidedAt(),
                scan.getAdmissionRound(),
                scan.getScanId());
    }

    /** Whether both are of the same scan. */
    boolean isOfScan(Entry other) {
        return scanId.equals(other.scanId) && deviceId.equals(other.deviceId) && at.equals(other.at);
    }
}
