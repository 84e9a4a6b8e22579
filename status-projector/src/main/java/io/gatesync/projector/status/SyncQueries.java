package io.gatesync.projector.status;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.messaging.Topic;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the tables. Each query uses an index, and reads the rows of one device or one row. */
public final class SyncQueries {
    /** The scanner app's date format, in UTC. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private static final int OK = 200;

    private final JdbcClient jdbc;
    private final int syncPartitions;

    /** @param syncPartitions how many partitions {@link Topic#SYNC_SESSIONS} has */
    public SyncQueries(JdbcClient jdbc, int syncPartitions) {
        this.jdbc = jdbc;
        this.syncPartitions = syncPartitions;
    }

    DeviceStatus status(String eventId, String deviceId) {
        Scans scans = scans(eventId, deviceId);
        return new DeviceStatus(
                OK,
                eventId,
                deviceId,
                scans.synced(),
                scans.failed(),
                lastSync(eventId, deviceId).orElse(null),
                date(Instant.now()));
    }

    private record Scans(long synced, long failed) {}

    private Scans scans(String eventId, String deviceId) {
        return jdbc.sql("""
                        select count(*) filter (where sync_status = 'synced' and undone_at is null) as synced,
                            count(*) filter (where sync_status = 'failed') as failed
                        from device_scan_logs where event_id = ? and device_id = ? and not rehearsal""")
                .params(eventId, deviceId)
                .query((row, number) -> new Scans(row.getLong("synced"), row.getLong("failed")))
                .single();
    }

    private Optional<DeviceStatus.LastSync> lastSync(String eventId, String deviceId) {
        return jdbc.sql("""
                        select * from sync_sessions where event_id = ? and device_id = ?
                        order by started_at desc, id desc limit 1""")
                .params(eventId, deviceId)
                .query((row, number) -> new DeviceStatus.LastSync(
                        row.getLong("id"),
                        row.getInt("scans_uploaded"),
                        row.getInt("scans_successful"),
                        row.getInt("scans_failed"),
                        row.getInt("scans_duplicate"),
                        row.getInt("scans_conflict"),
                        row.getInt("scans_replayed"),
                        date(row, "started_at"),
                        dateOrNull(row, "completed_at"),
                        row.getString("status")))
                .optional();
    }

    Optional<SyncSession> session(RecordPosition id) {
        return jdbc.sql("select * from sync_sessions where id = ?")
                .param(id.toLong())
                .query((row, number) -> new SyncSession(
                        OK,
                        row.getLong("id"),
                        row.getString("event_id"),
                        row.getString("device_id"),
                        row.getString("status"),
                        row.getInt("scans_uploaded"),
                        row.getInt("scans_successful"),
                        row.getInt("scans_failed"),
                        row.getInt("scans_duplicate"),
                        row.getInt("scans_conflict"),
                        row.getInt("scans_replayed"),
                        date(row, "started_at"),
                        dateOrNull(row, "completed_at"),
                        row.getString("error_message")))
                .optional();
    }

    /** Whether the tables would show this upload by now if it existed. */
    boolean hasPassed(RecordPosition id) {
        return id.partition() >= syncPartitions
                || jdbc.sql("select next_offset from projection_offsets where topic = ? and partition = ?")
                        .params(Topic.SYNC_SESSIONS.topicName(), id.partition())
                        .query(Long.class)
                        .optional()
                        .map(next -> next > id.offset())
                        .orElse(false);
    }

    private static String date(ResultSet row, String column) throws SQLException {
        return date(row.getObject(column, OffsetDateTime.class).toInstant());
    }

    private static @Nullable String dateOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : date(time.toInstant());
    }

    private static String date(Instant time) {
        return DATE.format(time.atOffset(ZoneOffset.UTC));
    }
}
