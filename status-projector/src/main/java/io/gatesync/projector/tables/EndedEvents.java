package io.gatesync.projector.tables;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Events that are over for good: their rows are deleted, whenever they came in, and only the event's own row stays. */
public final class EndedEvents {
    private static final List<String> TABLES = List.of(
            "offline_tickets",
            "device_scan_logs",
            "sync_sessions",
            "event_login_logs",
            "admission_resets",
            "offline_devices",
            "offline_device_logins");

    private static final int ROWS_AT_ONCE = 10_000;

    private final JdbcClient jdbc;

    public EndedEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Their ids. */
    public List<String> ids() {
        return jdbc.sql("select event_id from offline_events where state = 'ended' order by event_id")
                .query((row, number) -> row.getString("event_id"))
                .list();
    }

    /**
     * Deletes all rows of an event but its own.
     *
     * @return how many they were
     */
    public long deleteRows(String eventId) {
        return TABLES.stream().mapToLong(table -> deleteRows(table, eventId)).sum();
    }

    /**
     * Some rows at a time, so that no transaction is long. Skips rows that the projection is writing, so that neither waits for
     * the other; they are deleted the next time.
     */
    private long deleteRows(String table, String eventId) {
        String delete = """
                delete from %1$s where ctid = any (array(
                    select ctid from %1$s where event_id = :event limit :rows for update skip locked))""".formatted(table);
        long all = 0;
        int deleted;
        do {
            deleted = jdbc.sql(delete)
                    .param("event", eventId)
                    .param("rows", ROWS_AT_ONCE)
                    .update();
            all += deleted;
        } while (deleted == ROWS_AT_ONCE);
        return all;
    }
}
