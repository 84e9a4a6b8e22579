package io.gatesync.projector.tables;

import static java.util.stream.Collectors.toMap;

import io.gatesync.testing.Database;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A database with the projector's tables, and what a test wants to see of it. */
public final class MigratedDatabase {
    /** Every column of every table but the one that is only numbered through, in the order in which they came in. */
    private static final List<String> CONTENT = List.of(
            "select * from device_scan_logs order by id",
            "select * from sync_sessions order by id",
            """
            select event_id, qrcode, event_ticket_type, event_ticket_admittence, ticket_number, revoked, log_count, sync,
                scanned_at, device_id, created_at, updated_at, admission_round
            from offline_tickets order by event_id, qrcode""",
            "select * from offline_events order by event_id",
            "select * from admission_resets order by event_id",
            "select * from event_login_logs order by id",
            "select * from offline_devices order by event_id, device_id",
            "select * from offline_device_logins order by event_id, device_id");

    private static final UUID TOPIC_ID = new UUID(1, 2);

    private final Database database;
    private final DataSource dataSource;
    private final JdbcTemplate jdbc;

    public MigratedDatabase(Database database) {
        this(dataSource(database), database);
    }

    MigratedDatabase(DataSource dataSource) {
        this(dataSource, null);
    }

    private MigratedDatabase(DataSource dataSource, Database database) {
        this.database = database;
        this.dataSource = dataSource;
        this.jdbc = new JdbcTemplate(dataSource);
        Flyway.configure().dataSource(dataSource).load().migrate();
    }

    static DataSource dataSource(Database database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(database.url());
        dataSource.setUser(database.user());
        dataSource.setPassword(database.password());
        return dataSource;
    }

    public Database database() {
        return database;
    }

    public JdbcTemplate jdbc() {
        return jdbc;
    }

    public DataSource dataSource() {
        return dataSource;
    }

    Tables tables() {
        return new Tables(jdbc, new TransactionTemplate(new JdbcTransactionManager(dataSource)));
    }

    /** How far the tables show these partitions, of topics that are never made anew. */
    Map<TopicPartition, StoredOffset> offsets(Collection<TopicPartition> partitions) {
        return tables().offsets(partitions.stream().collect(toMap(partition -> partition, partition -> TOPIC_ID)));
    }

    /** All rows, as text. */
    public String content() {
        return CONTENT.stream().flatMap(this::rows).collect(Collectors.joining("\n"));
    }

    private Stream<String> rows(String query) {
        return jdbc.queryForList("select t::text from (%s) t".formatted(query), String.class).stream();
    }

    /** As before the first record. */
    public void clear() {
        jdbc.execute("truncate device_scan_logs, sync_sessions, offline_tickets, offline_events, admission_resets,"
                + " event_login_logs, offline_devices, offline_device_logins,"
                + " projection_offsets");
    }
}
