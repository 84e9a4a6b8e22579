package io.gatesync.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketStatus;
import io.gatesync.schemas.Verdict;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The tables equal a fold over the topics: here the plainest one, a record at a time. Also after the projector was
 * killed, or the tables were dropped and rebuilt.
 */
public final class ProjectionMatchesLog implements Guarantee {
    private record TicketId(String eventId, String qrcode) {}

    private record TicketRow(
            String type,
            String admittence,
            String number,
            boolean revoked,
            int logCount,
            int sync,
            Instant scannedAt,
            String deviceId) {}

    private record ScanId(String eventId, String deviceId, String qrcode, UUID scanId) {}

    private record ScanRow(String status, String error, Instant scannedAtDevice, Instant syncedAt) {}

    private record SessionRow(
            String eventId,
            String deviceId,
            String sessionToken,
            int uploaded,
            int successful,
            int failed,
            int duplicate,
            int conflict,
            boolean completed) {}

    private final DataSource database;
    private final Map<TicketId, TicketChanged> tickets = new HashMap<>();
    private final Map<TicketId, ScanDecided> admissions = new HashMap<>();
    private final Map<ScanId, ScanRow> scans = new HashMap<>();
    private final Map<Long, SyncStarted> syncs = new HashMap<>();
    private final Map<Long, Map<Verdict, Integer>> verdicts = new HashMap<>();

    /** @param database that the projector writes */
    public ProjectionMatchesLog(DataSource database) {
        this.database = database;
    }

    @Override
    public void onTicketChanged(TicketChanged change) {
        tickets.put(new TicketId(change.getEventId(), change.getQrcode()), change);
    }

    @Override
    public void onSyncStarted(RecordPosition id, SyncStarted sync) {
        syncs.put(id.toLong(), sync);
    }

    @Override
    public void onDecided(ScanDecided outcome) {
        if (outcome.getSyncSessionId() != null) {
            verdicts.computeIfAbsent(outcome.getSyncSessionId(), unseen -> new HashMap<>())
                    .merge(outcome.getVerdict(), 1, Integer::sum);
        }
        if (outcome.getReplayed()) {
            return;
        }
        if (outcome.getVerdict() == Verdict.SYNCED) {
            admissions.put(new TicketId(outcome.getEventId(), outcome.getQrcode()), outcome);
        }
        ScanRow row = new ScanRow(status(outcome), error(outcome), outcome.getScannedAt(), outcome.getDecidedAt());
        scans.merge(
                new ScanId(outcome.getEventId(), outcome.getDeviceId(), outcome.getQrcode(), outcome.getScanId()),
                row,
                (before, now) -> isAskedAnew(before, now, outcome) ? now : before);
    }

    /** An app without scan ids asks again about a scan that failed, and may get another answer: the ticket came late. */
    private static boolean isAskedAnew(ScanRow before, ScanRow now, ScanDecided outcome) {
        return !outcome.getScanIdFromDevice()
                && before.status().equals("failed")
                && !now.status().equals("failed");
    }

    private static String status(ScanDecided outcome) {
        return switch (outcome.getVerdict()) {
            case SYNCED -> "synced";
            case DUPLICATE -> "duplicate";
            case CONFLICT -> "conflict";
            case TICKET_NOT_FOUND, TICKET_REVOKED -> "failed";
        };
    }

    private static String error(ScanDecided outcome) {
        return switch (outcome.getVerdict()) {
            case SYNCED, DUPLICATE -> null;
            case CONFLICT -> "Already scanned by " + outcome.getFirstScan().getDeviceId();
            case TICKET_NOT_FOUND -> "Ticket not found";
            case TICKET_REVOKED -> "Ticket revoked";
        };
    }

    @Override
    public void verify() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(ticketRows(statement)).as("offline_tickets").isEqualTo(expectedTickets());
            assertThat(scanRows(statement)).as("device_scan_logs").isEqualTo(scans);
            assertThat(sessionRows(statement)).as("sync_sessions").isEqualTo(expectedSessions());
        } catch (SQLException e) {
            throw new AssertionError("the tables cannot be read", e);
        }
    }

    private Map<TicketId, TicketRow> expectedTickets() {
        Map<TicketId, TicketRow> rows = new HashMap<>();
        tickets.forEach((id, ticket) -> {
            ScanDecided admission = admissions.get(id);
            rows.put(
                    id,
                    new TicketRow(
                            ticket.getType(),
                            ticket.getAdmittence(),
                            ticket.getNumber(),
                            ticket.getStatus() == TicketStatus.REVOKED,
                            admission == null ? 0 : 1,
                            admission == null ? 0 : 1,
                            admission == null ? null : admission.getScannedAt(),
                            admission == null ? null : admission.getDeviceId()));
        });
        return rows;
    }

    private Map<Long, SessionRow> expectedSessions() {
        Map<Long, SessionRow> rows = new HashMap<>();
        syncs.forEach((id, sync) -> {
            Map<Verdict, Integer> counts = verdicts.getOrDefault(id, Map.of());
            int conflicts = counts.getOrDefault(Verdict.CONFLICT, 0);
            int decided = counts.values().stream().mapToInt(Integer::intValue).sum();
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
                                    + conflicts,
                            counts.getOrDefault(Verdict.DUPLICATE, 0),
                            conflicts,
                            decided >= sync.getScansUploaded()));
        });
        return rows;
    }

    private static Map<TicketId, TicketRow> ticketRows(Statement statement) throws SQLException {
        Map<TicketId, TicketRow> rows = new HashMap<>();
        try (ResultSet row = statement.executeQuery("select * from offline_tickets")) {
            while (row.next()) {
                rows.put(
                        new TicketId(row.getString("event_id"), row.getString("qrcode")),
                        new TicketRow(
                                row.getString("event_ticket_type"),
                                row.getString("event_ticket_admittence"),
                                row.getString("ticket_number"),
                                row.getBoolean("revoked"),
                                row.getInt("log_count"),
                                row.getInt("sync"),
                                instant(row, "scanned_at"),
                                row.getString("device_id")));
            }
        }
        return rows;
    }

    private static Map<ScanId, ScanRow> scanRows(Statement statement) throws SQLException {
        Map<ScanId, ScanRow> rows = new HashMap<>();
        try (ResultSet row = statement.executeQuery("select * from device_scan_logs")) {
            while (row.next()) {
                ScanRow twice = rows.put(
                        new ScanId(
                                row.getString("event_id"),
                                row.getString("device_id"),
                                row.getString("qrcode"),
                                row.getObject("scan_id", UUID.class)),
                        new ScanRow(
                                row.getString("sync_status"),
                                row.getString("sync_error"),
                                instant(row, "scanned_at_device"),
                                instant(row, "synced_at")));
                assertThat(twice).as("a second row for one scan").isNull();
            }
        }
        return rows;
    }

    private static Map<Long, SessionRow> sessionRows(Statement statement) throws SQLException {
        Map<Long, SessionRow> rows = new HashMap<>();
        try (ResultSet row = statement.executeQuery("select * from sync_sessions")) {
            while (row.next()) {
                rows.put(
                        row.getLong("id"),
                        new SessionRow(
                                row.getString("event_id"),
                                row.getString("device_id"),
                                row.getString("session_token"),
                                row.getInt("scans_uploaded"),
                                row.getInt("scans_successful"),
                                row.getInt("scans_failed"),
                                row.getInt("scans_duplicate"),
                                row.getInt("scans_conflict"),
                                "completed".equals(row.getString("status"))));
            }
        }
        return rows;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
