package io.gatesync.guarantees.devices;

import io.gatesync.client.ScanResult;
import io.gatesync.guarantees.Finding;
import io.gatesync.guarantees.Guarantee;
import io.gatesync.guarantees.Violations;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Each ticket is admitted by one device at most, and on one scan. A device has admitted a ticket if it was told
 * {@code synced}, or {@code duplicate} where the answer that said {@code synced} was lost.
 *
 * <p>Valid: synced a to north, duplicate b to north, conflict c to south, synced a to north again; duplicate b to north
 * alone. Invalid: synced a to north, synced b to anyone; synced a to north, duplicate b to south; synced a to north,
 * conflict b to north.
 */
final class OneAdmissionPerTicket implements Guarantee, DeviceObserver {

    /** What devices were told about one ticket. */
    private static final class Ticket {
        private @Nullable String admittedBy;
        private @Nullable UUID admittedOn;
        private final Set<String> conflicts = new HashSet<>(2);
    }

    private final Map<String, Ticket> tickets = new HashMap<>();
    private final Violations violations = new Violations();
    private long admitted;

    @Override
    public void onAnswered(DeviceScan scan, ScanResult result) {
        switch (result.syncStatus()) {
            case SYNCED -> synced(scan, ticket(scan));
            case DUPLICATE -> admitted(scan, ticket(scan));
            case CONFLICT -> conflict(scan, ticket(scan));
            case FAILED, PENDING -> {}
        }
    }

    private Ticket ticket(DeviceScan scan) {
        return tickets.computeIfAbsent(scan.qrcode(), unseen -> new Ticket());
    }

    private void synced(DeviceScan scan, Ticket ticket) {
        admitted(scan, ticket);
        if (ticket.admittedOn == null) {
            ticket.admittedOn = scan.id();
        } else if (!ticket.admittedOn.equals(scan.id()) && scan.deviceId().equals(ticket.admittedBy)) {
            violations.add(() -> "%s was admitted on two scans by %s".formatted(scan.qrcode(), scan.deviceId()));
        }
    }

    private void admitted(DeviceScan scan, Ticket ticket) {
        String before = ticket.admittedBy;
        if (before == null) {
            ticket.admittedBy = scan.deviceId();
            admitted++;
            if (ticket.conflicts.contains(scan.deviceId())) {
                refusedOwn(scan);
            }
        } else if (!before.equals(scan.deviceId())) {
            violations.add(() -> "%s was admitted by %s and by %s".formatted(scan.qrcode(), before, scan.deviceId()));
        }
    }

    private void conflict(DeviceScan scan, Ticket ticket) {
        ticket.conflicts.add(scan.deviceId());
        if (scan.deviceId().equals(ticket.admittedBy)) {
            refusedOwn(scan);
        }
    }

    private void refusedOwn(DeviceScan scan) {
        violations.add(() -> "%s admitted %s, and was told 'conflict' too".formatted(scan.deviceId(), scan.qrcode()));
    }

    @Override
    public Finding finding() {
        return new Finding(
                String.format(Locale.ROOT, "none of the %,d admitted tickets was admitted twice", admitted),
                violations.sentences());
    }
}
