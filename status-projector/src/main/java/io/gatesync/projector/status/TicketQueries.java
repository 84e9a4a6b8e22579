package io.gatesync.projector.status;

import io.gatesync.messaging.Topic;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads an event's tickets, as soon as the tables show all that the asker knows of. */
public final class TicketQueries {
    /** How many rows are fetched from the database at a time. */
    private static final int FETCH_ROWS = 5_000;

    /** Between two looks at the tables: another projector may be the one that writes them, so nobody here can tell when. */
    private static final Duration POLL = Duration.ofMillis(50);

    private static final String COLUMNS =
            "qrcode, event_ticket_type, event_ticket_admittence, ticket_number, revoked, scanned_at, device_id";

    /** How many of the partitions, counted from 0, the tables do not show up to these offsets yet. */
    private static final String BEHIND = """
            select count(*) from unnest(?::bigint[]) with ordinality as asked (reached, nth)
                left join projection_offsets on topic = ? and partition = nth - 1
            where coalesce(next_offset, 0) < reached""";

    /** With who came in: admitted, or else let in by a device before it asked, as when the ticket was not loaded yet. */
    private static final String ONE = """
            select ticket.qrcode, event_ticket_type, event_ticket_admittence, ticket_number, revoked,
                coalesce(ticket.scanned_at, entry.scanned_at_device, entry.synced_at) as scanned_at,
                coalesce(ticket.device_id, entry.device_id) as device_id
            from offline_tickets ticket left join lateral (
                select device_id, scanned_at_device, synced_at from device_scan_logs log
                where log.qrcode = ticket.qrcode and log.event_id = ticket.event_id and log.admitted and not log.rehearsal
                order by id limit 1) entry on true
            where ticket.event_id = ? and ticket.qrcode = ?""";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Duration wait;

    /** @param wait for the tables to catch up, at most */
    public TicketQueries(DataSource dataSource, PlatformTransactionManager transactions, Duration wait) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.jdbc.setFetchSize(FETCH_ROWS);
        // A result is only fetched row by row within a transaction.
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setReadOnly(true);
        this.wait = wait;
    }

    /**
     * A ticket.
     *
     * @param scannedAt of the scan that admitted its holder, or if one ticket is asked for, on which somebody was let in; null while
     *     nobody has come in on it
     */
    record Ticket(
            String qrcode,
            @Nullable String type,
            @Nullable String admittence,
            @Nullable String number,
            boolean revoked,
            @Nullable OffsetDateTime scannedAt,
            @Nullable String deviceId) {}

    /**
     * Waits until the tables show the topic of tickets up to these offsets, one for each partition.
     *
     * @return false if they do not in time
     */
    boolean awaitReached(List<Long> offsets) throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        while (!haveReached(offsets)) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            Thread.sleep(POLL);
        }
        return true;
    }

    private boolean haveReached(List<Long> offsets) {
        Integer behind =
                jdbc.queryForObject(BEHIND, Integer.class, offsets.toArray(Long[]::new), Topic.TICKETS.topicName());
        return behind != null && behind == 0;
    }

    /** Gives all tickets of an event, in no order. */
    void each(String eventId, Consumer<Ticket> consumer) {
        transaction.executeWithoutResult(status -> jdbc.query(
                "select " + COLUMNS + " from offline_tickets where event_id = ?",
                row -> {
                    consumer.accept(ticket(row));
                },
                eventId));
    }

    /** One ticket of an event; empty if there is none with this code. */
    Optional<Ticket> one(String eventId, String qrcode) {
        return jdbc.query(ONE, (row, number) -> ticket(row), eventId, qrcode).stream()
                .findFirst();
    }

    private static Ticket ticket(ResultSet row) throws SQLException {
        return new Ticket(
                row.getString("qrcode"),
                row.getString("event_ticket_type"),
                row.getString("event_ticket_admittence"),
                row.getString("ticket_number"),
                row.getBoolean("revoked"),
                row.getObject("scanned_at", OffsetDateTime.class),
                row.getString("device_id"));
    }
}
