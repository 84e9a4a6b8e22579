package io.gatesync.guarantees.devices;

import io.gatesync.client.ScanResult;
import io.gatesync.client.SyncStatus;
import io.gatesync.guarantees.Finding;
import io.gatesync.guarantees.Guarantee;
import io.gatesync.guarantees.Violations;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A scan that is sent again after it was told a verdict is told the same, marked as replayed. An app without scan ids
 * cannot say that it sends the same scan again: where it admitted the ticket, it is told {@code duplicate} from then on.
 *
 * <p>Valid: pending a, synced a, replayed synced a; without ids synced a, duplicate a. Invalid: synced a, replayed
 * conflict a; synced a, synced a that is not marked; without ids conflict a, synced a.
 */
final class ResendKeepsVerdict implements Guarantee, DeviceObserver {
    private final Map<DeviceScan, SyncStatus> told = new HashMap<>();
    private final Violations violations = new Violations();
    private long resends;

    @Override
    public void onAnswered(DeviceScan scan, ScanResult result) {
        SyncStatus now = result.syncStatus();
        if (now == SyncStatus.PENDING) {
            return;
        }
        SyncStatus before = told.put(scan, now);
        if (before == null) {
            return;
        }
        resends++;
        SyncStatus expected = scan.sentWithId() || before != SyncStatus.SYNCED ? before : SyncStatus.DUPLICATE;
        if (now != expected) {
            violations.add(() -> "a scan of %s by %s was told '%s', and '%s' when it was sent again"
                    .formatted(scan.qrcode(), scan.deviceId(), before, now));
        } else if (result.replayed() != scan.sentWithId()) {
            violations.add(() -> "a scan of %s by %s that was sent again was %s as replayed"
                    .formatted(scan.qrcode(), scan.deviceId(), result.replayed() ? "marked" : "not marked"));
        }
    }

    @Override
    public Finding finding() {
        return new Finding(
                String.format(Locale.ROOT, "none of the %,d verdicts told again had changed", resends),
                violations.sentences());
    }
}
