package io.gatesync.projector.tables;

import static io.gatesync.projector.SampleRecords.NOON;
import static io.gatesync.projector.SampleRecords.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.messaging.Topic;
import io.gatesync.projector.changes.BatchFold;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.Verdict;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/**
 * Of two projectors one writes a verdict of the rehearsal, while the other writes that the rehearsal is over. Neither sees what the
 * other has not committed; if they did not wait for each other, the rehearsal's admission would stay.
 */
@RealServers(Server.POSTGRES)
class ResetWaitsTest {
    private static final TopicPartition TICKETS = new TopicPartition(Topic.TICKETS.topicName(), 0);
    private static final TopicPartition OUTCOMES = new TopicPartition(Topic.SCAN_OUTCOMES.topicName(), 1);

    private static final TicketChanged RESET = new TicketChanged("expo", "", null, null, null, null, NOON, 7L);

    @Test
    void a_reset_waits_for_a_verdict_that_is_being_written_and_then_counts_it_out(Servers servers) throws Exception {
        MigratedDatabase database = new MigratedDatabase(servers.newDatabase());
        database.offsets(List.of(TICKETS, OUTCOMES));
        try (Connection other = database.dataSource().getConnection()) {
            other.setAutoCommit(false);
            // As another projector within its transaction.
            other.createStatement().execute(ResetTable.LOCK_SHARED);
            CompletableFuture<Void> reset = CompletableFuture.runAsync(() -> write(database, TICKETS, RESET));

            await().until(() -> waiting(database) == 1);
            other.createStatement().execute("""
                    insert into offline_tickets (event_id, qrcode, log_count, sync, device_id)
                    values ('expo', 'A', 1, 1, 'north')""");
            other.commit();
            reset.get(1, TimeUnit.MINUTES);
        }

        assertThat(number(database, "select count(*) from offline_tickets where log_count = 1"))
                .isZero();
    }

    @Test
    void a_verdict_waits_for_a_reset_that_is_being_written_and_then_counts_as_rehearsal(Servers servers)
            throws Exception {
        MigratedDatabase database = new MigratedDatabase(servers.newDatabase());
        database.offsets(List.of(TICKETS, OUTCOMES));
        try (Connection other = database.dataSource().getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute(ResetTable.LOCK_ALONE);
            SpecificRecord synced =
                    outcome("expo", "north", "A", Verdict.SYNCED).build();
            CompletableFuture<Void> verdict = CompletableFuture.runAsync(() -> write(database, OUTCOMES, synced));

            await().until(() -> waiting(database) == 1);
            other.createStatement().execute("insert into admission_resets values ('expo', 7, now())");
            other.commit();
            verdict.get(1, TimeUnit.MINUTES);
        }

        assertThat(number(database, "select count(*) from offline_tickets where log_count = 1"))
                .isZero();
        assertThat(number(database, "select count(*) from device_scan_logs where rehearsal"))
                .isEqualTo(1);
    }

    private static void write(MigratedDatabase database, TopicPartition partition, SpecificRecord record) {
        BatchFold fold = new BatchFold();
        fold.add(new RecordPosition(partition.partition(), 0), record);
        try {
            database.tables().write(fold.changes(), List.of(new OffsetStep(partition, 0, 1)));
        } catch (RowRefusedException e) {
            throw new CompletionException(e);
        }
    }

    private static long waiting(MigratedDatabase database) {
        return number(database, "select count(*) from pg_locks where locktype = 'advisory' and not granted");
    }

    private static long number(MigratedDatabase database, String sql) {
        return database.jdbc().queryForObject(sql, Long.class);
    }
}
