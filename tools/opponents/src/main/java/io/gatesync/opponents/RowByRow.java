package io.gatesync.opponents;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The algorithm of the guide that GateSync began with: for each scan look the ticket up, update it, log the scan, each committed by
 * itself. Only one thing is mended: the update takes the ticket only while nobody has it, so that no ticket admits twice.
 */
final class RowByRow implements Decider {

    private static final String BEGIN_SESSION = """
            insert into sync_sessions (id, event_id, device_id, session_token, scans_uploaded, started_at, status, created_at,
                updated_at) values (?, ?, ?, ?, ?, now(), 'in_progress', now(), now())""";

    private static final String FIND_TICKET = """
            select id, log_count, device_id, scanned_at, revoked, event_ticket_type, event_ticket_admittence, ticket_number
            from offline_tickets where qrcode = ? and event_id = ?""";

    private static final String ADMIT = """
            update offline_tickets set log_count = 1, sync = 1, scanned_at = ?, device_id = ?
            where id = ? and event_id = ? and qrcode = ? and log_count = 0""";

    private static final String LOG = """
            insert into device_scan_logs (id, event_id, device_id, qrcode, scan_id, scanned_at_device, synced_at, sync_status,
                sync_error, created_at, updated_at, admitted) values (?, ?, ?, ?, ?, ?, now(), ?, ?, now(), now(), ?)
            on conflict do nothing""";

    private static final String END_SESSION = """
            update sync_sessions set scans_successful = ?, scans_failed = ?, scans_duplicate = ?, scans_conflict = ?,
                completed_at = now(), status = 'completed', updated_at = now() where id = ?""";

    private final DataSource database;
    private final RowIds ids;

    RowByRow(DataSource database) {
        this.database = database;
        this.ids = new RowIds(database);
    }

    private record Found(long id, boolean admitted, boolean revoked, Ticket ticket) {}

    @Override
    public void decide(Upload upload) throws SQLException {
        upload.number(ids.take(1));
        try (Connection connection = database.getConnection()) {
            beginSession(connection, upload);
            try (PreparedStatement find = connection.prepareStatement(FIND_TICKET);
                    PreparedStatement admit = connection.prepareStatement(ADMIT);
                    PreparedStatement log = connection.prepareStatement(LOG)) {
                for (Scan scan : upload.scans()) {
                    decide(scan, find, admit);
                    log(scan, log);
                }
            }
            endSession(connection, upload);
        }
    }

    private static void decide(Scan scan, PreparedStatement find, PreparedStatement admit) throws SQLException {
        Found found = find(scan, find);
        if (found != null && !found.revoked() && !found.admitted()) {
            if (admits(scan, found, admit)) {
                scan.decide(Verdict.SYNCED, found.ticket());
                return;
            }
            found = find(scan, find);
        }
        if (found == null) {
            scan.decide(Verdict.NOT_FOUND, Ticket.NONE);
        } else if (found.revoked()) {
            scan.decide(Verdict.REVOKED, found.ticket());
        } else {
            boolean same = scan.upload.deviceId().equals(found.ticket().firstDevice());
            scan.decide(same ? Verdict.DUPLICATE : Verdict.CONFLICT, found.ticket());
        }
    }

    private static @Nullable Found find(Scan scan, PreparedStatement find) throws SQLException {
        find.setString(1, scan.qrcode);
        find.setString(2, scan.upload.eventId());
        try (ResultSet row = find.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            Timestamp firstAt = row.getTimestamp(4);
            Ticket ticket = new Ticket(
                    row.getString(6),
                    row.getString(7),
                    row.getString(8),
                    row.getString(3),
                    firstAt == null ? 0 : firstAt.getTime());
            return new Found(row.getLong(1), row.getInt(2) > 0, row.getBoolean(5), ticket);
        }
    }

    private static boolean admits(Scan scan, Found found, PreparedStatement admit) throws SQLException {
        admit.setTimestamp(1, new Timestamp(scan.scannedAtMillis));
        admit.setString(2, scan.upload.deviceId());
        admit.setLong(3, found.id());
        admit.setString(4, scan.upload.eventId());
        admit.setString(5, scan.qrcode);
        return admit.executeUpdate() == 1;
    }

    private void log(Scan scan, PreparedStatement log) throws SQLException {
        log.setLong(1, ids.take(1));
        log.setString(2, scan.upload.eventId());
        log.setString(3, scan.upload.deviceId());
        log.setString(4, scan.qrcode);
        log.setObject(5, scan.id);
        log.setTimestamp(6, new Timestamp(scan.scannedAtMillis));
        log.setString(7, scan.verdict().status);
        log.setString(8, scan.error());
        log.setBoolean(9, scan.verdict() == Verdict.SYNCED);
        log.executeUpdate();
    }

    private static void beginSession(Connection connection, Upload upload) throws SQLException {
        try (PreparedStatement begin = connection.prepareStatement(BEGIN_SESSION)) {
            begin.setLong(1, upload.sessionId());
            begin.setString(2, upload.eventId());
            begin.setString(3, upload.deviceId());
            begin.setString(4, upload.sessionToken());
            begin.setInt(5, upload.scans().size());
            begin.executeUpdate();
        }
    }

    private static void endSession(Connection connection, Upload upload) throws SQLException {
        Upload.Counts counts = upload.counts();
        try (PreparedStatement end = connection.prepareStatement(END_SESSION)) {
            end.setInt(1, counts.synced());
            end.setInt(2, counts.failed());
            end.setInt(3, counts.duplicates());
            end.setInt(4, counts.conflicts());
            end.setLong(5, upload.sessionId());
            end.executeUpdate();
        }
    }
}
