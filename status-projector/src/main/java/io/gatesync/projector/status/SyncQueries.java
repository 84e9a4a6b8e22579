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
import org.springframework.stereotype.Component;

/** Reads the tables. Each query goes by an index and touches one device's rows, or one row. */
@Component
class SyncQueries {
    /** The scanner app's date format, in UTC. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private static final int OK = 200;

    private final JdbcClient jdbc;

    SyncQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    DeviceStatus status(String eventId, String deviceId) {
        return new DeviceStatus(
                OK,
                eventId,
                deviceId,
                scans(eventId, deviceId, "synced"),
                scans(eventId, deviceId, "failed"),
                lastSync(eventId, deviceId).orElse(null),
                date(Instant.now().atOffset(ZoneOffset.UTC)));
    }

    private long scans(String eventId, String deviceId, String status) {
        return jdbc.sql("""
                        select count(*) from device_scan_logs
                        where event_id = ? and device_id = ? and sync_status = ?""").params(eventId, deviceId, status).query(Long.class).single();
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
                        date(time(row, "started_at")),
                        date(time(row, "completed_at")),
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
                        date(time(row, "started_at")),
                        date(time(row, "completed_at")),
                        row.getString("error_message")))
                .optional();
    }

    /** Whether the tables show the place in the topic where this upload would have been announced. */
    boolean isProjected(RecordPosition id) {
        return jdbc.sql("select next_offset from projection_offsets where topic = ? and partition = ?")
                .params(Topic.SYNC_SESSIONS.topicName(), id.partition())
                .query(Long.class)
                .optional()
                .map(next -> next > id.offset())
                .orElse(false);
    }

    private static @Nullable OffsetDateTime time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class);
    }

    private static @Nullable String date(@Nullable OffsetDateTime time) {
        return time == null ? null : DATE.format(time.withOffsetSameInstant(ZoneOffset.UTC));
    }
}
