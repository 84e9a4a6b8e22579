package io.gatesync.projector.tables;

import io.gatesync.projector.changes.OfflineDevice;
import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;

/** {@code offline_devices}: one row per device that somebody has named or cut off. */
final class DeviceTable {
    private static final String WRITE = """
            insert into offline_devices (event_id, device_id, name, gate, state, changed_at)
            select event_id, device_id, name, gate, state, to_timestamp(changed_at / 1000.0::float8)
            from unnest(?, ?, ?, ?, ?, ?) as changed (event_id, device_id, name, gate, state, changed_at)
            on conflict (event_id, device_id) do update set name = excluded.name, gate = excluded.gate,
                state = excluded.state, changed_at = excluded.changed_at""";

    private final JdbcOperations jdbc;

    DeviceTable(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    void write(List<OfflineDevice> devices) {
        if (devices.isEmpty()) {
            return;
        }
        jdbc.update(
                WRITE,
                new RowArrays<>(devices)
                        .text(device -> device.key().eventId())
                        .text(device -> device.key().deviceId())
                        .text(OfflineDevice::name)
                        .text(OfflineDevice::gate)
                        .text(OfflineDevice::state)
                        .time(OfflineDevice::changedAt));
    }
}
