package io.gatesync.projector.tables;

import io.gatesync.projector.changes.LoginLog;
import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;

/** {@code event_login_logs}: one row per attempt to log in. A row that is there already stays: its record is read a second time. */
final class LoginLogTable {
    private static final String INSERT = """
            insert into event_login_logs (id, event_id, identifier, device_id, success, message, ip_address, user_agent,
                created_at, updated_at)
            select id, event_id, identifier, device_id, success, message, ip_address, user_agent,
                to_timestamp(attempted_at / 1000.0::float8), to_timestamp(attempted_at / 1000.0::float8)
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) as attempted (id, event_id, identifier, device_id, success, message,
                ip_address, user_agent, attempted_at)
            on conflict (id) do nothing""";

    private final JdbcOperations jdbc;

    LoginLogTable(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    void write(List<LoginLog> logs) {
        if (logs.isEmpty()) {
            return;
        }
        jdbc.update(
                INSERT,
                new RowArrays<>(logs)
                        .int8(LoginLog::id)
                        .text(LoginLog::eventId)
                        .text(LoginLog::identifier)
                        .text(LoginLog::deviceId)
                        .bool(LoginLog::success)
                        .text(log -> Varchar.cut(log.message()))
                        .text(LoginLog::ipAddress)
                        .text(LoginLog::userAgent)
                        .time(LoginLog::attemptedAt));
    }
}
