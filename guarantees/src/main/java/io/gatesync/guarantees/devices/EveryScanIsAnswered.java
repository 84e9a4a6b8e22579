package io.gatesync.guarantees.devices;

import io.gatesync.client.ScanResult;
import io.gatesync.client.SyncStatus;
import io.gatesync.guarantees.Finding;
import io.gatesync.guarantees.Guarantee;
import io.gatesync.guarantees.Violations;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Each scan that a device made is told a verdict, under its own code.
 *
 * <p>Valid: scanned a, pending a, synced a. Invalid: scanned a; scanned a, pending a; scanned a, answered as b.
 */
final class EveryScanIsAnswered implements Guarantee, DeviceObserver {
    private final Set<DeviceScan> unanswered = new HashSet<>();
    private final Violations mixedUp = new Violations();
    private long scans;

    @Override
    public void onScanned(DeviceScan scan) {
        scans++;
        unanswered.add(scan);
    }

    @Override
    public void onAnswered(DeviceScan scan, ScanResult result) {
        if (!result.qrcode().equals(scan.qrcode())) {
            mixedUp.add(() -> "%s scanned %s, and was answered for %s"
                    .formatted(scan.deviceId(), scan.qrcode(), result.qrcode()));
        } else if (result.syncStatus() != SyncStatus.PENDING) {
            unanswered.remove(scan);
        }
    }

    @Override
    public Finding finding() {
        Violations violations = mixedUp.copy();
        unanswered.forEach(
                scan -> violations.add(() -> "%s has no verdict on %s".formatted(scan.deviceId(), scan.qrcode())));
        return new Finding(
                String.format(Locale.ROOT, "each of the %,d scans has its verdict", scans), violations.sentences());
    }
}
