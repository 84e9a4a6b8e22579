package io.gatesync.guarantees.devices;

import io.gatesync.client.ScanResult;
import io.gatesync.client.SyncStatus;
import io.gatesync.guarantees.Finding;
import io.gatesync.guarantees.Guarantee;
import io.gatesync.guarantees.Violations;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Each valid ticket on which a device was told a verdict was admitted by some device.
 *
 * <p>Valid: conflict to south, synced to north; duplicate to north alone, where the answer that said {@code synced} was
 * lost. Invalid: conflict to south alone.
 */
final class EveryValidTicketAdmits implements Guarantee, DeviceObserver {
    private final Predicate<String> isValid;
    private final Set<String> scanned = new HashSet<>();
    private final Set<String> notAdmitted = new HashSet<>();

    EveryValidTicketAdmits(Predicate<String> isValid) {
        this.isValid = isValid;
    }

    @Override
    public void onAnswered(DeviceScan scan, ScanResult result) {
        if (result.syncStatus() == SyncStatus.PENDING || !isValid.test(scan.qrcode())) {
            return;
        }
        if (scanned.add(scan.qrcode())) {
            notAdmitted.add(scan.qrcode());
        }
        if (result.syncStatus() == SyncStatus.SYNCED || result.syncStatus() == SyncStatus.DUPLICATE) {
            notAdmitted.remove(scan.qrcode());
        }
    }

    @Override
    public Finding finding() {
        Violations violations = new Violations();
        notAdmitted.forEach(qrcode -> violations.add(() -> qrcode + " is valid, and no device admitted it"));
        return new Finding(
                String.format(Locale.ROOT, "each of the %,d valid tickets scanned was admitted", scanned.size()),
                violations.sentences());
    }
}
