package io.gatesync.projector;

import io.gatesync.schemas.DeviceChanged;
import io.gatesync.schemas.DeviceLoggedIn;
import io.gatesync.schemas.DeviceState;
import io.gatesync.schemas.FirstScan;
import io.gatesync.schemas.LoginAttempted;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketDetails;
import io.gatesync.schemas.TicketStatus;
import io.gatesync.schemas.UndoAnswer;
import io.gatesync.schemas.UndoOutcome;
import io.gatesync.schemas.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Records as the other services publish them, for stories to vary. */
public final class SampleRecords {
    public static final Instant NOON = Instant.parse("2026-07-04T12:00:00Z");

    private SampleRecords() {}

    /** A valid VIP ticket. */
    public static TicketChanged ticket(String eventId, String qrcode) {
        return ticket(eventId, qrcode, "VIP", TicketStatus.VALID, NOON);
    }

    public static TicketChanged ticket(
            String eventId, String qrcode, String type, TicketStatus status, Instant changedAt) {
        return new TicketChanged(eventId, qrcode, status, type, "Adult", "No. " + qrcode, changedAt, null);
    }

    /** An upload begun at noon. */
    public static SyncStarted sync(String eventId, String deviceId, int scans) {
        return new SyncStarted("session of " + deviceId, eventId, deviceId, scans, NOON, null);
    }

    /** The verdict on a scan that the device named; scanned a minute before noon, decided a second after. */
    public static ScanDecided.Builder outcome(String eventId, String deviceId, String qrcode, Verdict verdict) {
        boolean known = verdict != Verdict.TICKET_NOT_FOUND;
        ScanDecided.Builder outcome = ScanDecided.newBuilder()
                .setScanId(named(deviceId + " " + qrcode))
                .setScanIdFromDevice(true)
                .setEventId(eventId)
                .setDeviceId(deviceId)
                .setSessionToken("session of " + deviceId)
                .setQrcode(qrcode)
                .setScannedAt(NOON.minusSeconds(60))
                .setUploadedAt(NOON)
                .setTicketTypes(List.of())
                .setVerdict(verdict)
                .setTicket(known ? new TicketDetails("VIP", "Adult", "No. " + qrcode) : null)
                .setDecidedAt(NOON.plusSeconds(1));
        if (verdict == Verdict.CONFLICT) {
            outcome.setFirstScan(new FirstScan(named("the first"), "winner", NOON.minusSeconds(90)));
        }
        return outcome;
    }

    /** The answer to the wish to take a scan back, at noon. */
    public static ScanDecided undo(ScanDecided scan, UndoAnswer answer) {
        return ScanDecided.newBuilder(scan)
                .setReplayed(true)
                .setAdmitted(false)
                .setSyncSessionId(null)
                .setUndo(new UndoOutcome("wrong person", NOON, answer))
                .setUndone(answer == UndoAnswer.UNDONE || answer == UndoAnswer.UNDONE_BEFORE)
                .build();
    }

    /** An attempt of a device to log in at noon, which was refused. */
    public static LoginAttempted login(String eventId, String deviceId) {
        return new LoginAttempted(
                eventId, eventId, deviceId, false, "The passcode is wrong.", "192.0.2.7", "Scanner/1.0", NOON);
    }

    /** A phone that logged in at noon. */
    public static DeviceLoggedIn phone(String eventId, String deviceId) {
        return new DeviceLoggedIn(eventId, deviceId, "phone of " + deviceId, null, null, "Ada's phone", "South", NOON);
    }

    /** A device that was cut off at noon. */
    public static DeviceChanged revoked(String eventId, String deviceId) {
        return new DeviceChanged(eventId, deviceId, "Phone 7", "North", DeviceState.REVOKED, null, NOON, null, null);
    }

    public static UUID named(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
