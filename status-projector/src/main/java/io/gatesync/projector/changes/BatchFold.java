package io.gatesync.projector.changes;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.schemas.DeviceChanged;
import io.gatesync.schemas.DeviceLoggedIn;
import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.LoginAttempted;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * Folds a batch of records into table changes, so that each row is written once. The tables come out the same however the
 * records are cut into batches and however the topics interleave, as long as the order within each partition is kept.
 */
public final class BatchFold {
    private final Map<String, OfflineEvent> events = new HashMap<>();
    private final Map<String, AdmissionReset> resets = new HashMap<>();
    private final Map<TicketKey, PrintedTicket> tickets = new HashMap<>();
    private final Map<TicketKey, Admission> admissions = new HashMap<>();
    private final Map<ScanLog.Scan, ScanLog> scanLogs = new LinkedHashMap<>();
    private final Map<Long, SyncProgress> syncs = new HashMap<>();
    private final List<LoginLog> loginLogs = new ArrayList<>();
    private final Map<OfflineDevice.Key, OfflineDevice> devices = new HashMap<>();
    private final Map<OfflineDevice.Key, DeviceLogin> deviceLogins = new HashMap<>();

    /**
     * Takes in the next record.
     *
     * @param position where it stands in its topic
     * @throws IllegalArgumentException if it is of a type that no table shows
     */
    public void add(RecordPosition position, SpecificRecord record) {
        switch (record) {
            case EventAccess event -> events.put(event.getEventId(), OfflineEvent.of(event));
            case TicketChanged change -> addChange(change);
            case SyncStarted sync -> addProgress(SyncProgress.of(position, sync));
            case ScanDecided scan -> addScan(position, scan);
            case LoginAttempted attempt -> loginLogs.add(LoginLog.of(position, attempt));
            case DeviceChanged change -> addDevice(OfflineDevice.of(change));
            case DeviceLoggedIn login -> addDeviceLogin(DeviceLogin.of(login));
            default -> throw new IllegalArgumentException("No table shows a " + record.getSchema());
        }
    }

    /** What all records taken in so far change together. */
    public TableChanges changes() {
        return new TableChanges(
                sorted(events.values(), comparing(OfflineEvent::eventId)),
                sorted(resets.values(), comparing(AdmissionReset::eventId)),
                sorted(tickets.values(), comparing(PrintedTicket::key)),
                sorted(admissions.values(), comparing(Admission::key)),
                List.copyOf(scanLogs.values()),
                sorted(syncs.values(), comparingLong(SyncProgress::id)),
                List.copyOf(loginLogs),
                sorted(devices.values(), comparing(OfflineDevice::key)),
                sorted(deviceLogins.values(), comparing(DeviceLogin::key)));
    }

    private void addChange(TicketChanged change) {
        Long round = change.getAdmissionRound();
        if (round == null) {
            PrintedTicket ticket = PrintedTicket.of(change);
            tickets.merge(ticket.key(), ticket, PrintedTicket::updatedBy);
        } else {
            AdmissionReset reset = AdmissionReset.of(change, round);
            resets.merge(reset.eventId(), reset, AdmissionReset::or);
        }
    }

    private void addDevice(OfflineDevice device) {
        devices.put(device.key(), device);
    }

    /** Of two phones that logged in at once, the record of the one that holds the id comes last. */
    private void addDeviceLogin(DeviceLogin login) {
        deviceLogins.put(login.key(), login);
    }

    private void addProgress(SyncProgress progress) {
        syncs.merge(progress.id(), progress, SyncProgress::plus);
    }

    private void addScan(RecordPosition position, ScanDecided scan) {
        if (scan.getUndo() != null) {
            addUndo(position, scan);
            return;
        }
        if (scan.getSyncSessionId() != null) {
            addProgress(SyncProgress.of(scan));
        }
        if (scan.getReplayed() && !ScanLog.isAdmitted(scan)) {
            return; // A resent scan counts in its upload; it was logged the first time, and says nothing new.
        }
        ScanLog log = ScanLog.of(position, scan);
        scanLogs.merge(log.scan(), log, ScanLog::updatedBy);
        if (admits(scan.getVerdict()) && !scan.getReplayed()) {
            Admission admission = Admission.of(scan);
            admissions.merge(admission.key(), admission, Admission::or);
        }
    }

    /** The scan keeps its verdict, and nobody is in on it; where it was the admission, its ticket is not used any more. */
    private void addUndo(RecordPosition position, ScanDecided undo) {
        if (!ScanLog.takesBack(undo)) {
            return;
        }
        ScanLog log = ScanLog.of(position, undo);
        scanLogs.merge(log.scan(), log, ScanLog::updatedBy);
        if (admits(undo.getVerdict())) {
            Admission admission = Admission.takenBack(undo);
            admissions.merge(admission.key(), admission, Admission::or);
        }
    }

    private static boolean admits(Verdict verdict) {
        return switch (verdict) {
            case SYNCED -> true;
            case DUPLICATE, CONFLICT, TICKET_NOT_FOUND, TICKET_REVOKED, REFUSED_AT_GATE, DEVICE_REVOKED, OTHER -> false;
        };
    }

    private static <T> List<T> sorted(Collection<T> rows, Comparator<T> order) {
        return rows.stream().sorted(order).toList();
    }
}
