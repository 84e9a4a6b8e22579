package io.gatesync.projector.tables;

import io.gatesync.projector.feed.Entry;
import io.gatesync.projector.feed.FeedTicket;
import io.gatesync.projector.feed.Offsets;
import io.gatesync.projector.feed.Snapshot;
import io.gatesync.projector.feed.TicketCodes;
import io.gatesync.projector.feed.TicketHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads an event's tickets and up to where they show the topics, as of one moment: rows and offsets are written in one transaction,
 * and read in one.
 */
public final class TicketSnapshots implements Snapshot.Source {
    private static final int FETCH_ROWS = 5_000;

    private static final String TICKETS = """
            select qrcode, event_ticket_type, event_ticket_admittence, ticket_number, revoked
            from offline_tickets where event_id = ?""";

    /** The scans on which somebody came in, those of each code in their order. */
    private static final String ENTRIES = """
            select qrcode, device_id, gate, coalesce(scanned_at_device, synced_at) as entered_at, admission_round, scan_id
            from device_scan_logs where event_id = ? and admitted and not rehearsal order by qrcode, id""";

    private static final String ROUND =
            "select coalesce(max(admission_round), 0) from admission_resets where event_id = ?";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    /** Reads from these tables. */
    public TicketSnapshots(DataSource dataSource, PlatformTransactionManager transactions) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.jdbc.setFetchSize(FETCH_ROWS);
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setReadOnly(true);
        this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    @Override
    public Snapshot read(String eventId, TicketCodes codes, int partitions) {
        return transaction.execute(status -> new Snapshot(
                offsets(partitions),
                Optional.ofNullable(jdbc.queryForObject(ROUND, Long.class, eventId))
                        .orElse(0L),
                tickets(eventId, codes)));
    }

    private Offsets offsets(int partitions) {
        Map<TopicPartition, Long> next = new HashMap<>();
        List<TopicPartition> asked = Offsets.partitions(partitions);
        jdbc.query("select topic, partition, next_offset from projection_offsets", row -> {
            TopicPartition partition = new TopicPartition(row.getString("topic"), row.getInt("partition"));
            if (asked.contains(partition)) {
                next.put(partition, row.getLong("next_offset"));
            }
        });
        return Offsets.of(next, partitions);
    }

    private Map<TicketHash, FeedTicket> tickets(String eventId, TicketCodes codes) {
        Map<TicketHash, FeedTicket> tickets = new HashMap<>();
        // Types are few: each is kept once, and not once for every ticket.
        Map<String, String> texts = new HashMap<>();
        jdbc.query(
                TICKETS,
                row -> {
                    TicketHash hash = codes.hash(row.getString("qrcode"));
                    tickets.put(
                            hash,
                            new FeedTicket(
                                    hash,
                                    once(texts, row.getString("event_ticket_type")),
                                    once(texts, row.getString("event_ticket_admittence")),
                                    row.getString("ticket_number"),
                                    row.getBoolean("revoked"),
                                    true,
                                    List.of()));
                },
                eventId);
        jdbc.query(
                ENTRIES,
                row -> {
                    TicketHash hash = codes.hash(row.getString("qrcode"));
                    FeedTicket ticket = tickets.getOrDefault(hash, FeedTicket.unknown(hash));
                    tickets.put(hash, ticket.enteredBy(entry(row)));
                },
                eventId);
        return tickets;
    }

    private static @Nullable String once(Map<String, String> texts, @Nullable String text) {
        return text == null ? null : texts.computeIfAbsent(text, same -> same);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getString("device_id"),
                row.getString("gate"),
                row.getObject("entered_at", OffsetDateTime.class).toInstant(),
                row.getLong("admission_round"),
                row.getObject("scan_id", UUID.class));
    }
}
