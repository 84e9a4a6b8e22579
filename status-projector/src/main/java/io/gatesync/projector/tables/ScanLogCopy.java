package io.gatesync.projector.tables;

import static java.util.Objects.requireNonNull;

import io.gatesync.projector.changes.ScanLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.util.ByteStreamWriter;
import org.postgresql.util.PSQLState;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Copies rows of scans that are new into {@code device_scan_logs}. The unique key is the check: nothing is looked up before, and where
 * a row of one of the scans is there already, none is copied.
 */
final class ScanLogCopy {
    private static final String COPY = """
            copy device_scan_logs (id, event_id, device_id, qrcode, scan_id, scanned_at_device, synced_at, sync_status, sync_error,
                metadata, created_at, updated_at, admitted, gate, clock_ahead_ms, admission_round, rehearsal, undone_at, undo_reason)
            from stdin (format binary)""";

    private static final int COLUMNS = 19;
    /** As many as the strongest opponent copies at once (tools/opponents). */
    private static final int ROWS_AT_ONCE = 400;

    private static final String ROUNDS =
            "select event_id, admission_round from admission_resets where event_id = any (?)";

    private final JdbcOperations jdbc;

    ScanLogCopy(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Writes the rows, or none.
     *
     * @return false if one of the scans has a row already; the transaction goes on without any of these
     */
    boolean write(List<ScanLog> logs) {
        if (logs.isEmpty()) {
            return true;
        }
        Map<String, Long> rounds = rounds(logs);
        return requireNonNull(
                jdbc.execute((ConnectionCallback<Boolean>) connection -> copyOrRollBack(connection, logs, rounds)));
    }

    /** The round of admissions that each event is in, if it was ever reset. No other begins before the end of the transaction. */
    private Map<String, Long> rounds(List<ScanLog> logs) {
        List<String> events =
                logs.stream().map(log -> log.scan().eventId()).distinct().toList();
        Map<String, Long> rounds = new HashMap<>();
        jdbc.query(ROUNDS, new RowArrays<>(events).text(event -> event), row -> {
            rounds.put(row.getString("event_id"), row.getLong("admission_round"));
        });
        return rounds;
    }

    private static boolean copyOrRollBack(Connection connection, List<ScanLog> logs, Map<String, Long> rounds)
            throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            for (int from = 0; from < logs.size(); from += ROWS_AT_ONCE) {
                copy(connection, rows(logs.subList(from, Math.min(logs.size(), from + ROWS_AT_ONCE)), rounds));
            }
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException e) {
            if (PSQLState.UNIQUE_VIOLATION.getState().equals(e.getSQLState())) {
                connection.rollback(before);
                return false;
            }
            throw e;
        }
    }

    private static void copy(Connection connection, ByteBuffer rows) throws SQLException {
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY, ByteStreamWriter.of(rows));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // The rows are in memory.
        }
    }

    private static ByteBuffer rows(List<ScanLog> logs, Map<String, Long> rounds) {
        CopyRows rows = new CopyRows();
        for (ScanLog log : logs) {
            ScanLog.Scan scan = log.scan();
            rows.row(COLUMNS)
                    .int8(log.id())
                    .text(scan.eventId())
                    .text(scan.deviceId())
                    .text(scan.qrcode())
                    .uuid(scan.scanId())
                    .time(scan.scannedAt())
                    .time(log.decidedAt())
                    .text(log.status())
                    .text(ScanLogTable.error(log))
                    .text(log.metadata())
                    .time(log.createdAt())
                    .time(log.decidedAt())
                    .bool(log.admitted())
                    .text(log.gate())
                    .int8(log.clockAheadMs())
                    .int8(log.round())
                    .bool(log.round() < rounds.getOrDefault(scan.eventId(), 0L))
                    .time(log.undoneAt())
                    .text(log.undoReason());
        }
        return rows.end();
    }
}
