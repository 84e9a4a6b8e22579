package io.gatesync.demo;

import io.gatesync.client.Upload;
import java.util.UUID;

/**
 * A scan as the device keeps it until it knows the verdict.
 *
 * @param id names the scan
 * @param qrcode what the device read
 * @param scannedAtMillis device's clock, UTC
 * @param answerLost the first answer that tells of this scan never reaches the device
 */
record Scan(UUID id, String qrcode, long scannedAtMillis, boolean answerLost) {

    Upload.Scan sentBy(Shift.App app) {
        return new Upload.Scan(qrcode, scannedAtMillis, app == Shift.App.CURRENT ? id : null);
    }
}
