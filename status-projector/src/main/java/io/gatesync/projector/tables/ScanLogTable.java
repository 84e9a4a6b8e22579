package io.gatesync.projector.tables;

import static java.util.stream.Collectors.joining;

import io.gatesync.projector.changes.ScanLog;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * {@code device_scan_logs}: one row per scan. Most scans are new, and are copied in; those that the processor knew already, or that
 * the device did not name, may have a row, which is then changed.
 */
final class ScanLogTable {
    private static final String INSERT = """
            insert into device_scan_logs as present (id, event_id, device_id, qrcode, scan_id, scanned_at_device,
                synced_at, sync_status, sync_error, metadata, created_at, updated_at, admitted, gate, clock_ahead_ms,
                admission_round, rehearsal, undone_at, undo_reason)
            select id, event_id, device_id, qrcode, scan_id::uuid, to_timestamp(scanned_at / 1000.0::float8),
                to_timestamp(decided_at / 1000.0::float8), sync_status, sync_error, metadata::json,
                to_timestamp(created_at / 1000.0::float8), to_timestamp(decided_at / 1000.0::float8),
                admitted, gate, clock_ahead_ms, round, round < coalesce(admission_round, 0),
                to_timestamp(undone_at / 1000.0::float8), undo_reason
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as decided (id, event_id, device_id, qrcode, scan_id,
                scanned_at, decided_at, sync_status, sync_error, metadata, created_at, admitted, gate, clock_ahead_ms, round,
                undone_at, undo_reason)
            left join admission_resets using (event_id)
            on conflict (event_id, device_id, qrcode, scan_id, scanned_at_device)
            """;

    /**
     * For scans that the device named: the same is the same scan sent again. Its first verdict stands, and who came in, came in,
     * unless the scan is taken back.
     */
    private static final String LOG_ONCE = INSERT + """
            do update set admitted = excluded.admitted, undone_at = excluded.undone_at, undo_reason = excluded.undo_reason
            where present.undone_at is null
                and (excluded.undone_at is not null or (excluded.admitted and not present.admitted))""";

    private static final String NEXT_ROUND = "excluded.admission_round > present.admission_round";

    private static final String ASKED_ANEW =
            "(%s or (present.sync_status = 'failed' and excluded.sync_status <> 'failed'))".formatted(NEXT_ROUND);

    /** For scans without an id of the device's own: a failure gives way to a later verdict ({@link ScanLog}), as does a rehearsal. */
    private static final String LOG_UNTIL_NOT_FAILED = INSERT
            + "do update set admitted = excluded.admitted or (present.admitted and not %s), ".formatted(NEXT_ROUND)
            + Stream.of(
                            "synced_at",
                            "sync_status",
                            "sync_error",
                            "metadata",
                            "updated_at",
                            "admission_round",
                            "rehearsal")
                    .map(column -> "%1$s = case when %2$s then excluded.%1$s else present.%1$s end"
                            .formatted(column, ASKED_ANEW))
                    .collect(joining(", "))
            + " where " + ASKED_ANEW + " or (excluded.admitted and not present.admitted)";

    private final JdbcOperations jdbc;
    private final ScanLogCopy copy;

    ScanLogTable(JdbcOperations jdbc) {
        this.jdbc = jdbc;
        this.copy = new ScanLogCopy(jdbc);
    }

    void write(List<ScanLog> logs) {
        List<ScanLog> named = logs.stream().filter(ScanLog::scanIdFromDevice).toList();
        List<ScanLog> fresh = named.stream().filter(log -> !log.sentAgain()).toList();
        if (copy.write(fresh)) {
            write(LOG_ONCE, named.stream().filter(ScanLog::sentAgain).toList());
        } else {
            write(LOG_ONCE, named);
        }
        write(
                LOG_UNTIL_NOT_FAILED,
                logs.stream().filter(log -> !log.scanIdFromDevice()).toList());
    }

    private void write(String sql, List<ScanLog> logs) {
        if (logs.isEmpty()) {
            return;
        }
        jdbc.update(
                sql,
                new RowArrays<>(logs)
                        .int8(ScanLog::id)
                        .text(log -> log.scan().eventId())
                        .text(log -> log.scan().deviceId())
                        .text(log -> log.scan().qrcode())
                        .text(log -> log.scan().scanId().toString())
                        .time(log -> log.scan().scannedAt())
                        .time(ScanLog::decidedAt)
                        .text(ScanLog::status)
                        .text(ScanLogTable::error)
                        .text(ScanLog::metadata)
                        .time(ScanLog::createdAt)
                        .bool(ScanLog::admitted)
                        .text(ScanLog::gate)
                        .int8(ScanLog::clockAheadMs)
                        .int8(ScanLog::round)
                        .time(ScanLog::undoneAt)
                        .text(ScanLog::undoReason));
    }

    /** As far as it fits: it may contain the name of a device, which can be as long by itself. */
    static @Nullable String error(ScanLog log) {
        return Varchar.cut(log.error());
    }
}
