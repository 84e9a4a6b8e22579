package io.gatesync.projector.status;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the devices of an event. It adds up their rows at each question, over the indexes that begin with the event: a few times a
 * minute somebody asks, and thousands of times a second somebody writes, who so has no further row or index to keep.
 */
public final class DeviceQueries {
    private static final int OK = 200;

    private static final String DEVICES = """
            with scans as (
                select device_id, max(synced_at) as last_scan,
                    count(*) filter (where sync_status = 'synced' and not rehearsal) as synced,
                    count(*) filter (where sync_status = 'duplicate' and not rehearsal) as duplicate,
                    count(*) filter (where sync_status = 'conflict' and not rehearsal) as conflict,
                    count(*) filter (where sync_status = 'failed' and not rehearsal) as failed,
                    (array_agg(gate order by synced_at desc, id desc) filter (where gate is not null))[1] as gate,
                    (array_agg(clock_ahead_ms order by synced_at desc, id desc)
                        filter (where clock_ahead_ms is not null))[1] as clock_ahead_ms
                from device_scan_logs where event_id = :event group by device_id),
            uploads as (
                select device_id, max(started_at) as last_sync,
                    (array_agg(pending order by started_at desc, id desc) filter (where pending is not null))[1] as pending
                from sync_sessions where event_id = :event group by device_id),
            named as (select device_id, name, gate, state from offline_devices where event_id = :event),
            logins as (
                select device_id, name, gate, logged_in_at from offline_device_logins where event_id = :event)
            select device_id, coalesce(named.name, logins.name) as name,
                coalesce(scans.gate, logins.gate, named.gate) as gate, coalesce(state, 'active') as state,
                greatest(last_scan, last_sync, logged_in_at) as last_seen, logged_in_at, last_sync, coalesce(synced, 0) as synced,
                coalesce(duplicate, 0) as duplicate, coalesce(conflict, 0) as conflict, coalesce(failed, 0) as failed,
                clock_ahead_ms, pending
            from scans full join uploads using (device_id) full join named using (device_id)
                full join logins using (device_id) order by device_id""";

    private final JdbcClient jdbc;

    public DeviceQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    DeviceList of(String eventId) {
        List<DeviceList.Device> devices = jdbc.sql(DEVICES)
                .param("event", eventId)
                .query((row, number) -> device(row))
                .list();
        return new DeviceList(OK, eventId, devices);
    }

    private static DeviceList.Device device(ResultSet row) throws SQLException {
        return new DeviceList.Device(
                row.getString("device_id"),
                row.getString("name"),
                row.getString("gate"),
                row.getString("state"),
                instant(row, "last_seen"),
                instant(row, "logged_in_at"),
                instant(row, "last_sync"),
                new DeviceList.Counts(
                        row.getLong("synced"),
                        row.getLong("duplicate"),
                        row.getLong("conflict"),
                        row.getLong("failed")),
                row.getObject("clock_ahead_ms", Long.class),
                row.getObject("pending", Integer.class));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
