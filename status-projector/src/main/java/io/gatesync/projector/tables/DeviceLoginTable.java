package io.gatesync.projector.tables;

import io.gatesync.projector.changes.DeviceLogin;
import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;

/** {@code offline_device_logins}: one row per device that a phone has logged in as. */
final class DeviceLoginTable {
    private static final String WRITE = """
            insert into offline_device_logins (event_id, device_id, name, gate, logged_in_at)
            select event_id, device_id, name, gate, to_timestamp(logged_in_at / 1000.0::float8)
            from unnest(?, ?, ?, ?, ?) as login (event_id, device_id, name, gate, logged_in_at)
            on conflict (event_id, device_id) do update set name = excluded.name, gate = excluded.gate,
                logged_in_at = excluded.logged_in_at""";

    private final JdbcOperations jdbc;

    DeviceLoginTable(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    void write(List<DeviceLogin> logins) {
        if (logins.isEmpty()) {
            return;
        }
        jdbc.update(
                WRITE,
                new RowArrays<>(logins)
                        .text(login -> login.key().eventId())
                        .text(login -> login.key().deviceId())
                        .text(DeviceLogin::name)
                        .text(DeviceLogin::gate)
                        .time(DeviceLogin::loggedInAt));
    }
}
