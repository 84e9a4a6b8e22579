package io.gatesync.projector.tables;

import io.gatesync.projector.changes.SyncProgress;
import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * {@code sync_sessions}: one row per upload. Its announcement and its verdicts both make the row where it is missing, so
 * that they may come in any order.
 */
final class SyncTable {
    /** Adds up the counts of an upload. */
    private static final String PROGRESS = """
            insert into sync_sessions as present (id, event_id, device_id, session_token, scans_uploaded,
                scans_successful, scans_failed, scans_duplicate, scans_conflict, scans_replayed, started_at, created_at,
                updated_at, pending)
            select id, event_id, device_id, session_token, uploaded, successful, failed, duplicate, conflict, replayed,
                to_timestamp(started_at / 1000.0::float8), to_timestamp(started_at / 1000.0::float8), to_timestamp(updated_at / 1000.0::float8),
                pending
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as progress (id, event_id, device_id, session_token, uploaded,
                successful, failed, duplicate, conflict, replayed, started_at, updated_at, pending)
            on conflict (id) do update set
                scans_uploaded = greatest(present.scans_uploaded, excluded.scans_uploaded),
                scans_successful = present.scans_successful + excluded.scans_successful,
                scans_failed = present.scans_failed + excluded.scans_failed,
                scans_duplicate = present.scans_duplicate + excluded.scans_duplicate,
                scans_conflict = present.scans_conflict + excluded.scans_conflict,
                scans_replayed = present.scans_replayed + excluded.scans_replayed,
                started_at = case
                    when present.scans_uploaded > 0 then present.started_at
                    when excluded.scans_uploaded > 0 then excluded.started_at
                    else least(present.started_at, excluded.started_at) end,
                created_at = case
                    when present.scans_uploaded > 0 then present.started_at
                    when excluded.scans_uploaded > 0 then excluded.started_at
                    else least(present.started_at, excluded.started_at) end,
                updated_at = greatest(present.updated_at, excluded.updated_at),
                pending = coalesce(present.pending, excluded.pending)""";

    /** Marks the uploads whose verdicts have all come. It sees the sums that the statement before it has written. */
    private static final String COMPLETE = """
            update sync_sessions set status = 'completed', completed_at = updated_at, error_message = null
            where id = any(?) and scans_uploaded > 0
                and scans_successful + scans_failed + scans_duplicate + scans_replayed >= scans_uploaded""";

    private final JdbcOperations jdbc;

    SyncTable(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    void write(List<SyncProgress> syncs) {
        if (syncs.isEmpty()) {
            return;
        }
        jdbc.update(
                PROGRESS,
                new RowArrays<>(syncs)
                        .int8(SyncProgress::id)
                        .text(SyncProgress::eventId)
                        .text(SyncProgress::deviceId)
                        .text(SyncProgress::sessionToken)
                        .int4(SyncProgress::uploaded)
                        .int4(sync -> sync.verdicts().successful())
                        .int4(sync -> sync.verdicts().failed())
                        .int4(sync -> sync.verdicts().duplicate())
                        .int4(sync -> sync.verdicts().conflict())
                        .int4(sync -> sync.verdicts().replayed())
                        .time(SyncProgress::startedAt)
                        .time(SyncProgress::updatedAt)
                        .int4(SyncProgress::pending));
        jdbc.update(COMPLETE, new RowArrays<>(syncs).int8(SyncProgress::id));
    }
}
