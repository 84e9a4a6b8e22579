package io.gatesync.guarantees.devices;

import io.gatesync.client.ScanResult;
import io.gatesync.client.SyncStatus;
import io.gatesync.guarantees.Finding;
import io.gatesync.guarantees.Guarantee;
import io.gatesync.guarantees.Violations;
import java.util.function.Predicate;

/**
 * Scans of unknown codes and revoked tickets are told {@code failed}, scans of valid tickets never.
 *
 * <p>Valid: failed for a forged code, conflict for a valid ticket. Invalid: synced for a forged code, failed for a valid
 * ticket.
 */
final class OnlyOtherCodesFail implements Guarantee, DeviceObserver {
    private final Predicate<String> isValid;
    private final Violations violations = new Violations();

    OnlyOtherCodesFail(Predicate<String> isValid) {
        this.isValid = isValid;
    }

    @Override
    public void onAnswered(DeviceScan scan, ScanResult result) {
        if (result.syncStatus() == SyncStatus.PENDING) {
            return;
        }
        boolean valid = isValid.test(scan.qrcode());
        if (valid == (result.syncStatus() == SyncStatus.FAILED)) {
            violations.add(() -> "%s is %s, and %s was told '%s'"
                    .formatted(
                            scan.qrcode(),
                            valid ? "valid" : "unknown or revoked",
                            scan.deviceId(),
                            result.syncStatus()));
        }
    }

    @Override
    public Finding finding() {
        return new Finding("only unknown codes and revoked tickets failed", violations.sentences());
    }
}
