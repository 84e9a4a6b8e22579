package io.gatesync.guarantees.topics;

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
import org.jspecify.annotations.Nullable;

/**
 * The tables that the projector writes.
 *
 * @param database that they are in
 */
record ProjectedTables(DataSource database) {

    /**
     * Reads all rows.
     *
     * @throws AssertionError if the tables are not there, or one scan has two rows
     */
    TableRows read() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            return new TableRows(
                    events(statement),
                    tickets(statement),
                    scans(statement),
                    sessions(statement),
                    logins(statement),
                    devices(statement),
                    deviceLogins(statement));
        } catch (SQLException e) {
            throw new AssertionError("The tables cannot be read", e);
        }
    }

    private static Map<String, EventRow> events(Statement statement) throws SQLException {
        Map<String, EventRow> rows = new HashMap<>();
        try (ResultSet row = statement.executeQuery("select * from offline_events")) {
            while (row.next()) {
                rows.put(
                        row.getString("event_id"),
                        new EventRow(
                                row.getString("name"),
                                row.getString("state"),
                                row.getTimestamp("changed_at").toInstant()));
            }
        }
        return rows;
    }

    private static Map<TicketId, TicketRow> tickets(Statement statement) throws SQLException {
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

    private static Map<ScanId, ScanRow> scans(Statement statement) throws SQLException {
        Map<ScanId, ScanRow> rows = new HashMap<>();
        try (ResultSet row = statement.executeQuery("select * from device_scan_logs")) {
            while (row.next()) {
                ScanId scan = new ScanId(
                        row.getString("event_id"),
                        row.getString("device_id"),
                        row.getString("qrcode"),
                        row.getObject("scan_id", UUID.class),
                        instant(row, "scanned_at_device"));
                ScanRow before = rows.put(
                        scan,
                        new ScanRow(
                                row.getString("sync_status"),
                                row.getString("sync_error"),
                                row.getTimestamp("synced_at").toInstant(),
                                row.getBoolean("admitted"),
                                row.getString("gate"),
                                row.getObject("clock_ahead_ms", Long.class),
                                row.getLong("admission_round"),
                                row.getBoolean("rehearsal"),
                                instant(row, "undone_at"),
                                row.getString("undo_reason")));
                if (before != null) {
                    throw new AssertionError("device_scan_logs has two rows for " + scan);
                }
            }
        }
        return rows;
    }

    private static Map<Long, SessionRow> sessions(Statement statement) throws SQLException {
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
                                row.getInt("scans_replayed"),
                                "completed".equals(row.getString("status")),
                                row.getObject("pending", Integer.class)));
            }
        }
        return rows;
    }

    private static Map<Long, LoginRow> logins(Statement statement) throws SQLException {
        Map<Long, LoginRow> rows = new HashMap<>();
        try (ResultSet row = statement.executeQuery("select * from event_login_logs")) {
            while (row.next()) {
                rows.put(
                        row.getLong("id"),
                        new LoginRow(
                                row.getString("event_id"),
                                row.getString("identifier"),
                                row.getString("device_id"),
                                row.getBoolean("success"),
                                row.getString("message"),
                                row.getString("ip_address"),
                                row.getString("user_agent"),
                                row.getTimestamp("created_at").toInstant()));
            }
        }
        return rows;
    }

    private static Map<DeviceId, DeviceRow> devices(Statement statement) throws SQLException {
        Map<DeviceId, DeviceRow> rows = new HashMap<>();
        try (ResultSet row = statement.executeQuery("select * from offline_devices")) {
            while (row.next()) {
                rows.put(
                        new DeviceId(row.getString("event_id"), row.getString("device_id")),
                        new DeviceRow(
                                row.getString("name"),
                                row.getString("gate"),
                                row.getString("state"),
                                row.getTimestamp("changed_at").toInstant()));
            }
        }
        return rows;
    }

    private static Map<DeviceId, DeviceLoginRow> deviceLogins(Statement statement) throws SQLException {
        Map<DeviceId, DeviceLoginRow> rows = new HashMap<>();
        try (ResultSet row = statement.executeQuery("select * from offline_device_logins")) {
            while (row.next()) {
                rows.put(
                        new DeviceId(row.getString("event_id"), row.getString("device_id")),
                        new DeviceLoginRow(
                                row.getString("name"),
                                row.getString("gate"),
                                row.getTimestamp("logged_in_at").toInstant()));
            }
        }
        return rows;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
