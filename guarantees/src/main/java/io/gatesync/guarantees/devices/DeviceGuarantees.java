package io.gatesync.guarantees.devices;

import io.gatesync.client.ScanResult;
import io.gatesync.guarantees.Finding;
import io.gatesync.guarantees.Guarantee;
import java.util.List;
import java.util.function.Predicate;

/**
 * All guarantees about what devices are told, which watch one event together. The tickets of the event must not change
 * between the first scan and the last. Many threads may share one.
 */
public final class DeviceGuarantees implements DeviceObserver {
    private final List<? extends Guarantee> guarantees;
    private final List<? extends DeviceObserver> observers;

    private <G extends Guarantee & DeviceObserver> DeviceGuarantees(List<G> all) {
        this.guarantees = all;
        this.observers = all;
    }

    /**
     * All of them, having seen nothing yet.
     *
     * @param isValid whether the event has a ticket with this code, and it is not revoked
     */
    public static DeviceGuarantees of(Predicate<String> isValid) {
        return new DeviceGuarantees(List.of(
                new EveryScanIsAnswered(),
                new OneAdmissionPerTicket(),
                new EveryValidTicketAdmits(isValid),
                new OnlyOtherCodesFail(isValid),
                new ResendKeepsVerdict()));
    }

    @Override
    public synchronized void onScanned(DeviceScan scan) {
        observers.forEach(observer -> observer.onScanned(scan));
    }

    @Override
    public synchronized void onAnswered(DeviceScan scan, ScanResult result) {
        observers.forEach(observer -> observer.onAnswered(scan, result));
    }

    /** Whether each of them holds of everything that was shown so far. */
    public synchronized List<Finding> findings() {
        return guarantees.stream().map(Guarantee::finding).toList();
    }

    /**
     * Requires that all of them hold.
     *
     * @throws AssertionError naming what broke which of them
     */
    public void verify() {
        Finding.verify(findings());
    }
}
