package io.gatesync.projector.tables;

import static java.util.stream.Collectors.partitioningBy;

import io.gatesync.projector.changes.ScanLog;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcOperations;

/** {@code device_scan_logs}: one row per scan. */
final class ScanLogTable {
    private static final String INSERT = """
            insert into device_scan_logs as present (id, event_id, device_id, qrcode, scan_id, scanned_at_device,
                synced_at, sync_status, sync_error, metadata, created_at, updated_at)
            select id, event_id, device_id, qrcode, scan_id::uuid, to_timestamp(scanned_at / 1000.0::float8),
                to_timestamp(decided_at / 1000.0::float8), sync_status, sync_error, metadata::json,
                to_timestamp(created_at / 1000.0::float8), to_timestamp(decided_at / 1000.0::float8)
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as decided (id, event_id, device_id, qrcode, scan_id, scanned_at,
                decided_at, sync_status, sync_error, metadata, created_at)
            on conflict (event_id, device_id, qrcode, scan_id) do""";

    /** The device named the scan, so it is the same scan sent again, and what was decided stands. */
    private static final String ONCE = INSERT + " nothing";

    /** The device scanned once but asks again: a failure gives way to what is found now (see {@link ScanLog}). */
    private static final String UNTIL_ADMITTED = INSERT + """
             update set synced_at = excluded.synced_at, sync_status = excluded.sync_status,
                sync_error = excluded.sync_error, metadata = excluded.metadata, updated_at = excluded.updated_at
            where present.sync_status = '%1$s' and excluded.sync_status <> '%1$s'""".formatted(ScanLog.FAILED);

    private final JdbcOperations jdbc;

    ScanLogTable(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    void write(List<ScanLog> logs) {
        Map<Boolean, List<ScanLog>> namedByDevice = logs.stream().collect(partitioningBy(ScanLog::scanIdFromDevice));
        write(ONCE, namedByDevice.get(true));
        write(UNTIL_ADMITTED, namedByDevice.get(false));
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
                        .time(ScanLog::scannedAt)
                        .time(ScanLog::decidedAt)
                        .text(ScanLog::status)
                        .text(ScanLog::error)
                        .text(ScanLog::metadata)
                        .time(ScanLog::createdAt));
    }
}
