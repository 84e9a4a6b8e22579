package io.gatesync.projector.tables;

import io.gatesync.projector.changes.OfflineEvent;
import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;

/** {@code offline_events}: one row per event. */
final class EventTable {
    private static final String WRITE = """
            insert into offline_events (event_id, name, state, changed_at)
            select event_id, name, state, to_timestamp(changed_at / 1000.0::float8)
            from unnest(?, ?, ?, ?) as changed (event_id, name, state, changed_at)
            on conflict (event_id) do update set name = excluded.name, state = excluded.state,
                changed_at = excluded.changed_at""";

    private final JdbcOperations jdbc;

    EventTable(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    void write(List<OfflineEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        jdbc.update(
                WRITE,
                new RowArrays<>(events)
                        .text(OfflineEvent::eventId)
                        .text(OfflineEvent::name)
                        .text(OfflineEvent::state)
                        .time(OfflineEvent::changedAt));
    }
}
