package io.gatesync.demo;

import io.gatesync.client.Upload;
import io.gatesync.guarantees.devices.DeviceScan;
import java.util.UUID;

/**
 * A scan as the device keeps it until it knows the verdict.
 *
 * @param id tells the scan from all others
 * @param qrcode what the device read
 * @param scannedAtMillis device's clock, UTC
 * @param answerLost whether the first answer to this scan is lost on its way to the device
 */
record Scan(UUID id, String qrcode, long scannedAtMillis, boolean answerLost) {

    /** The scan as the guarantees see it. */
    DeviceScan by(String deviceId, Shift.App app) {
        return new DeviceScan(deviceId, qrcode, id, app == Shift.App.CURRENT);
    }

    Upload.Scan sentBy(Shift.App app) {
        return new Upload.Scan(qrcode, scannedAtMillis, app == Shift.App.CURRENT ? id : null);
    }
}
