package io.gatesync.processor.decision;

import java.util.UUID;

/**
 * A scan on which somebody came in on a ticket: the first, which decides, or one after it.
 *
 * @param scanId the id of the scan
 * @param idFromDevice whether the device made the id
 * @param deviceId the device that made it
 * @param time when
 * @param round the round of admissions that it came in: in a later one, its holder is out again
 */
public record FirstScan(UUID scanId, boolean idFromDevice, String deviceId, ScanTime time, long round) {
    static FirstScan of(Scan scan) {
        return new FirstScan(scan.id(), scan.idFromDevice(), scan.deviceId(), scan.time(), scan.round());
    }

    /**
     * Whether this scan is the same, sent again. Another device's scan with the same id is another scan, and so is one with the
     * same id and another time.
     */
    boolean is(Scan scan) {
        return idFromDevice == scan.idFromDevice()
                && scanId.equals(scan.id())
                && deviceId.equals(scan.deviceId())
                && time.isSaidAs(scan.time());
    }
}
