package io.gatesync.guarantees.topics;

import io.gatesync.guarantees.Finding;
import io.gatesync.guarantees.Guarantee;
import io.gatesync.guarantees.Violations;
import io.gatesync.guarantees.topics.TableRows.DeviceId;
import io.gatesync.guarantees.topics.TableRows.DeviceLoginRow;
import io.gatesync.guarantees.topics.TableRows.DeviceRow;
import io.gatesync.guarantees.topics.TableRows.EventRow;
import io.gatesync.guarantees.topics.TableRows.LoginRow;
import io.gatesync.guarantees.topics.TableRows.ScanId;
import io.gatesync.guarantees.topics.TableRows.ScanRow;
import io.gatesync.guarantees.topics.TableRows.SessionRow;
import io.gatesync.guarantees.topics.TableRows.TicketId;
import io.gatesync.guarantees.topics.TableRows.TicketRow;
import io.gatesync.messaging.RecordPosition;
import io.gatesync.schemas.DeviceChanged;
import io.gatesync.schemas.DeviceLoggedIn;
import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.EventState;
import io.gatesync.schemas.LoginAttempted;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketStatus;
import io.gatesync.schemas.UndoAnswer;
import io.gatesync.schemas.UndoOutcome;
import io.gatesync.schemas.Verdict;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tables equal a fold over the topics: here the plainest one, a record at a time. Also after the projector was
 * killed, or the tables were dropped and rebuilt. Of an event that has ended, only its own row is left. What was decided before the
 * latest round of admissions is marked as rehearsal, and admits nobody. A scan that was taken back keeps its verdict, and nobody is in on it.
 */
final class ProjectionMatchesLog implements Guarantee, TopicObserver {
    /** Width of the columns for what is told; a device's id in it may be as long by itself. */
    private static final int LONGEST_MESSAGE = 255;

    private final Supplier<TableRows> tables;
    private final Map<String, EventAccess> events = new HashMap<>();
    private final Map<String, Long> rounds = new HashMap<>();
    private final Map<TicketId, TicketChanged> tickets = new HashMap<>();
    private final Map<TicketId, ScanDecided> admissions = new HashMap<>();
    private final Map<ScanId, ScanRow> scans = new HashMap<>();
    private final Map<Long, SyncStarted> syncs = new HashMap<>();
    private final Map<Long, Map<Verdict, Integer>> verdicts = new HashMap<>();
    private final Map<Long, Integer> replays = new HashMap<>();
    private final Map<Long, LoginRow> logins = new HashMap<>();
    private final Map<DeviceId, DeviceRow> devices = new HashMap<>();
    private final Map<DeviceId, DeviceLoginRow> deviceLogins = new HashMap<>();

    /** Compares with what {@code tables} reads each time. */
    ProjectionMatchesLog(Supplier<TableRows> tables) {
        this.tables = tables;
    }

    @Override
    public void onEventChanged(EventAccess event) {
        events.put(event.getEventId(), event);
    }

    @Override
    public void onTicketChanged(TicketChanged change) {
        if (change.getAdmissionRound() != null) {
            rounds.merge(change.getEventId(), change.getAdmissionRound(), Math::max);
            return;
        }
        tickets.merge(new TicketId(change.getEventId(), change.getQrcode()), change, ProjectionMatchesLog::changedBy);
    }

    /** A field that is null stays as it was. */
    private static TicketChanged changedBy(TicketChanged before, TicketChanged change) {
        return TicketChanged.newBuilder(before)
                .setStatus(change.getStatus() == null ? before.getStatus() : change.getStatus())
                .setType(change.getType() == null ? before.getType() : change.getType())
                .setAdmittence(change.getAdmittence() == null ? before.getAdmittence() : change.getAdmittence())
                .setNumber(change.getNumber() == null ? before.getNumber() : change.getNumber())
                .build();
    }

    @Override
    public void onSyncStarted(RecordPosition position, SyncStarted sync) {
        syncs.put(position.toLong(), sync);
    }

    @Override
    public void onDecided(ScanDecided outcome) {
        if (outcome.getUndo() != null) {
            onUndo(outcome, outcome.getUndo());
            return;
        }
        if (outcome.getSyncSessionId() != null && outcome.getReplayed()) {
            replays.merge(outcome.getSyncSessionId(), 1, Integer::sum);
        } else if (outcome.getSyncSessionId() != null) {
            verdicts.computeIfAbsent(outcome.getSyncSessionId(), unseen -> new HashMap<>())
                    .merge(outcome.getVerdict(), 1, Integer::sum);
        }
        boolean saidToBeIn = outcome.getAdmitted() == null
                ? outcome.getVerdict() == Verdict.SYNCED && !outcome.getReplayed()
                : outcome.getAdmitted();
        boolean admitted = saidToBeIn && !outcome.getDeviceRevoked() && !outcome.getUndone();
        if (outcome.getReplayed() && !admitted) {
            return;
        }
        if (outcome.getVerdict() == Verdict.SYNCED && !outcome.getReplayed()) {
            admissions.put(new TicketId(outcome.getEventId(), outcome.getQrcode()), outcome);
        }
        scans.merge(
                scanId(outcome),
                row(outcome, admitted),
                (before, now) -> sentAgain(before, now, outcome.getScanIdFromDevice()));
    }

    /** The scan keeps its verdict, and nobody is in on it; where it was the admission, its ticket is not used. */
    private void onUndo(ScanDecided outcome, UndoOutcome undo) {
        if (undo.getAnswer() != UndoAnswer.UNDONE) {
            return;
        }
        if (outcome.getVerdict() == Verdict.SYNCED) {
            admissions.computeIfPresent(
                    new TicketId(outcome.getEventId(), outcome.getQrcode()),
                    (ticket, admission) ->
                            admission.getAdmissionRound() == outcome.getAdmissionRound() ? null : admission);
        }
        ScanRow row = scans.getOrDefault(scanId(outcome), row(outcome, false));
        scans.put(
                scanId(outcome),
                new ScanRow(
                        row.status(),
                        row.error(),
                        row.syncedAt(),
                        false,
                        row.gate(),
                        row.clockAheadMs(),
                        row.round(),
                        false,
                        undo.getUndoneAt(),
                        undo.getReason()));
    }

    private static ScanId scanId(ScanDecided outcome) {
        return new ScanId(
                outcome.getEventId(),
                outcome.getDeviceId(),
                outcome.getQrcode(),
                outcome.getScanId(),
                outcome.getScannedAtFromDevice() ? outcome.getScannedAt() : null);
    }

    private static ScanRow row(ScanDecided outcome, boolean admitted) {
        return new ScanRow(
                status(outcome),
                error(outcome),
                outcome.getDecidedAt(),
                admitted,
                outcome.getGate(),
                outcome.getClockAheadMs(),
                outcome.getAdmissionRound(),
                false,
                null,
                null);
    }

    @Override
    public void onDeviceChanged(DeviceChanged device) {
        devices.put(
                new DeviceId(device.getEventId(), device.getDeviceId()),
                new DeviceRow(
                        device.getName(),
                        device.getGate(),
                        device.getState().name().toLowerCase(Locale.ROOT),
                        device.getChangedAt()));
    }

    @Override
    public void onDeviceLoggedIn(DeviceLoggedIn login) {
        deviceLogins.put(
                new DeviceId(login.getEventId(), login.getDeviceId()),
                new DeviceLoginRow(login.getName(), login.getGate(), login.getLoggedInAt()));
    }

    @Override
    public void onLoginAttempted(RecordPosition position, LoginAttempted attempt) {
        String message = attempt.getMessage();
        logins.put(
                position.toLong(),
                new LoginRow(
                        attempt.getEventId(),
                        attempt.getIdentifier(),
                        attempt.getDeviceId(),
                        attempt.getSuccess(),
                        message == null ? null : firstCharacters(LONGEST_MESSAGE, message),
                        attempt.getIpAddress(),
                        attempt.getUserAgent(),
                        attempt.getAttemptedAt()));
    }

    private static ScanRow sentAgain(ScanRow before, ScanRow now, boolean idFromDevice) {
        boolean nextRound = !idFromDevice && now.round() > before.round();
        ScanRow verdict = nextRound || (!idFromDevice && isAskedAnew(before, now)) ? now : before;
        return new ScanRow(
                verdict.status(),
                verdict.error(),
                verdict.syncedAt(),
                before.undoneAt() == null && (now.admitted() || (before.admitted() && !nextRound)),
                before.gate(),
                before.clockAheadMs(),
                verdict.round(),
                false,
                before.undoneAt(),
                before.undoReason());
    }

    /** An app without scan ids asks again about a scan that failed, and may get another answer: the ticket came late. */
    private static boolean isAskedAnew(ScanRow before, ScanRow now) {
        return before.status().equals("failed") && !now.status().equals("failed");
    }

    private static String status(ScanDecided outcome) {
        return switch (outcome.getVerdict()) {
            case SYNCED -> "synced";
            case DUPLICATE -> "duplicate";
            case CONFLICT -> "conflict";
            case TICKET_NOT_FOUND, TICKET_REVOKED, REFUSED_AT_GATE, DEVICE_REVOKED, OTHER -> "failed";
        };
    }

    private static @Nullable String error(ScanDecided outcome) {
        return switch (outcome.getVerdict()) {
            case SYNCED, DUPLICATE -> null;
            case CONFLICT ->
                firstCharacters(
                        LONGEST_MESSAGE,
                        "Already scanned by " + outcome.getFirstScan().getDeviceId());
            case TICKET_NOT_FOUND -> "Ticket not found";
            case TICKET_REVOKED -> "Ticket revoked";
            case REFUSED_AT_GATE -> "Refused at the gate";
            case DEVICE_REVOKED -> "Device revoked";
            case OTHER -> "A verdict that this version does not know";
        };
    }

    /** Counts characters as PostgreSQL does: an emoji is one. */
    private static String firstCharacters(int count, String text) {
        int[] characters = text.codePoints().limit(count).toArray();
        return new String(characters, 0, characters.length);
    }

    @Override
    public Finding finding() {
        TableRows read = tables.get();
        Violations violations = new Violations();
        compare("offline_events", expectedEvents(), read.events(), violations);
        compare("offline_tickets", expectedTickets(), read.tickets(), violations);
        compare("device_scan_logs", expectedScans(), read.scans(), violations);
        compare("sync_sessions", expectedSessions(), read.sessions(), violations);
        compare("event_login_logs", expectedLogins(), read.logins(), violations);
        compare("offline_devices", ofRunningEvents(devices), read.devices(), violations);
        compare("offline_device_logins", ofRunningEvents(deviceLogins), read.deviceLogins(), violations);
        return new Finding("the tables say what the topics say", violations.sentences());
    }

    private static <K, R> void compare(String table, Map<K, R> expected, Map<K, R> read, Violations violations) {
        expected.forEach((key, row) -> {
            R found = read.get(key);
            if (!row.equals(found)) {
                violations.add(() -> "%s: %s should have %s, and has %s".formatted(table, key, row, found));
            }
        });
        read.forEach((key, row) -> {
            if (!expected.containsKey(key)) {
                violations.add(() -> "%s: %s should have no row, and has %s".formatted(table, key, row));
            }
        });
    }

    private Map<String, EventRow> expectedEvents() {
        Map<String, EventRow> rows = new HashMap<>();
        events.forEach((id, event) -> rows.put(
                id,
                new EventRow(event.getName(), event.getState().name().toLowerCase(Locale.ROOT), event.getChangedAt())));
        return rows;
    }

    private long round(String eventId) {
        return rounds.getOrDefault(eventId, 0L);
    }

    private static ScanRow rehearsed(ScanRow row) {
        return new ScanRow(
                row.status(),
                row.error(),
                row.syncedAt(),
                row.admitted(),
                row.gate(),
                row.clockAheadMs(),
                row.round(),
                true,
                row.undoneAt(),
                row.undoReason());
    }

    private boolean hasEnded(String eventId) {
        EventAccess event = events.get(eventId);
        return event != null && event.getState() == EventState.ENDED;
    }

    private Map<ScanId, ScanRow> expectedScans() {
        Map<ScanId, ScanRow> rows = new HashMap<>(scans);
        rows.keySet().removeIf(scan -> hasEnded(scan.eventId()));
        rows.replaceAll((scan, row) -> row.round() < round(scan.eventId()) ? rehearsed(row) : row);
        return rows;
    }

    private Map<Long, LoginRow> expectedLogins() {
        Map<Long, LoginRow> rows = new HashMap<>(logins);
        rows.values().removeIf(login -> hasEnded(login.eventId()));
        return rows;
    }

    private <R> Map<DeviceId, R> ofRunningEvents(Map<DeviceId, R> all) {
        Map<DeviceId, R> rows = new HashMap<>(all);
        rows.keySet().removeIf(device -> hasEnded(device.eventId()));
        return rows;
    }

    private Map<TicketId, TicketRow> expectedTickets() {
        Map<TicketId, TicketRow> rows = new HashMap<>();
        tickets.forEach((id, ticket) -> {
            if (hasEnded(id.eventId())) {
                return;
            }
            ScanDecided last = admissions.get(id);
            boolean rehearsal = last != null && last.getAdmissionRound() < round(id.eventId());
            ScanDecided admission = rehearsal ? null : last;
            rows.put(
                    id,
                    new TicketRow(
                            printed(ticket.getType()),
                            printed(ticket.getAdmittence()),
                            printed(ticket.getNumber()),
                            ticket.getStatus() == TicketStatus.REVOKED,
                            admission == null ? 0 : 1,
                            admission == null ? 0 : 1,
                            admission == null ? null : admission.getScannedAt(),
                            admission == null ? null : admission.getDeviceId()));
        });
        return rows;
    }

    /** An empty text says that nothing is printed. */
    private static @Nullable String printed(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private Map<Long, SessionRow> expectedSessions() {
        Map<Long, SessionRow> rows = new HashMap<>();
        syncs.forEach((id, sync) -> {
            if (hasEnded(sync.getEventId())) {
                return;
            }
            Map<Verdict, Integer> counts = verdicts.getOrDefault(id, Map.of());
            int conflicts = counts.getOrDefault(Verdict.CONFLICT, 0);
            int replayed = replays.getOrDefault(id, 0);
            int decided = replayed
                    + counts.values().stream().mapToInt(Integer::intValue).sum();
            rows.put(
                    id,
                    new SessionRow(
                            sync.getEventId(),
                            sync.getDeviceId(),
                            sync.getSessionToken(),
                            sync.getScansUploaded(),
                            counts.getOrDefault(Verdict.SYNCED, 0),
                            counts.getOrDefault(Verdict.TICKET_NOT_FOUND, 0)
                                    + counts.getOrDefault(Verdict.TICKET_REVOKED, 0)
                                    + counts.getOrDefault(Verdict.REFUSED_AT_GATE, 0)
                                    + counts.getOrDefault(Verdict.DEVICE_REVOKED, 0)
                                    + counts.getOrDefault(Verdict.OTHER, 0)
                                    + conflicts,
                            counts.getOrDefault(Verdict.DUPLICATE, 0),
                            conflicts,
                            replayed,
                            decided >= sync.getScansUploaded(),
                            sync.getPending()));
        });
        return rows;
    }
}
