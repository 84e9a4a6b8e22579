package io.gatesync.projector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.projector.tables.MigratedDatabase;
import io.gatesync.schemas.Verdict;
import io.gatesync.testing.Database;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Whatever happens to projectors, in the end the tables are what the topics say. */
@RealServers({Server.KAFKA, Server.REGISTRY, Server.POSTGRES})
@ExtendWith(OutputCaptureExtension.class)
class ProjectionMatchesLogTest extends WithTables {
    @Test
    void topics_projected_twice_give_equal_tables() {
        new Festival(publisher, "twice", 300, 1).load().upload(20);
        try (RunningProjector first = RunningProjector.start(servers, database)) {
            assertTablesMatch();
            assertThat(first.isReady()).isTrue();
        }
        Database other = servers.newDatabase();
        try (RunningProjector second =
                RunningProjector.start(servers, other, "spring.kafka.consumer.max-poll-records=37")) {
            MigratedDatabase otherTables = new MigratedDatabase(other);
            CaughtUp.awaitAll(servers, otherTables.jdbc());
            assertThat(otherTables.content()).isEqualTo(tables.content());
            assertThat(second.isReady()).isTrue();
        }
    }

    @Test
    void tables_emptied_under_a_running_projector_are_built_anew(CapturedOutput output) {
        new Festival(publisher, "emptied", 300, 2).load().upload(10);
        try (RunningProjector projector =
                RunningProjector.start(servers, database, "gatesync.projector.check-interval=100ms")) {
            assertTablesMatch();
            String before = tables.content();

            tables.clear();

            assertTablesMatch();
            assertThat(tables.content()).contains(before.lines().findFirst().orElseThrow());
            assertThat(output).contains("Reading again from the offsets in the tables");
            assertThat(projector.isReady()).isTrue();
        }
    }

    @Test
    void a_backlog_is_not_shown_as_missing_verdicts(CapturedOutput output) {
        new Festival(publisher, "backlog", 300, 10).load().upload(40);
        try (RunningProjector projector = RunningProjector.start(
                servers,
                database,
                "gatesync.projector.sync-timeout=1s",
                "gatesync.projector.sweep-interval=100ms",
                "spring.kafka.consumer.max-poll-records=10")) {
            assertTablesMatch();

            assertThat(output).doesNotContain("uploads have no verdict on some of their scans");
            RecordPosition overdue = publisher.publish(SampleRecords.sync("backlog", "gate-1", 1));
            await("looked at since")
                    .atMost(PATIENCE)
                    .until(() -> status(overdue).equals("failed"));
            assertThat(projector.isReady()).isTrue();
        }
    }

    @Test
    void the_ends_of_transactions_are_passed_over() {
        try (RunningProjector projector = RunningProjector.start(
                        servers,
                        database,
                        "gatesync.projector.sync-timeout=1s",
                        "gatesync.projector.sweep-interval=100ms",
                        "gatesync.projector.check-interval=100ms");
                RecordPublisher processor = RecordPublisher.inTransactions(servers)) {
            RecordPosition overdue = publisher.publish(SampleRecords.sync("transactions", "gate-1", 2));
            publisher.publish(SampleRecords.ticket("transactions", "A"));
            processor.publish(SampleRecords.outcome("transactions", "gate-1", "A", Verdict.SYNCED)
                    .setSyncSessionId(overdue.toLong())
                    .build());
            processor.flush();

            assertTablesMatch();
            await().atMost(PATIENCE).until(() -> status(overdue).equals("failed"));
            assertThat(projector.isReady()).isTrue();
        }
    }

    @Test
    void a_projector_killed_in_the_middle_loses_nothing_and_counts_nothing_twice() {
        new Festival(publisher, "killed", 2000, 3).load().upload(200);
        String smallBatches = "spring.kafka.consumer.max-poll-records=100";
        try (ProjectorProcess first = ProjectorProcess.start(servers, database, smallBatches)) {
            await().atMost(PATIENCE).until(() -> rows("device_scan_logs") > 500);
            first.kill();
        }
        assertThat(rows("device_scan_logs")).as("killed in the middle").isLessThan(200 * 50);

        try (RunningProjector second = RunningProjector.start(servers, database)) {
            assertTablesMatch();
            assertThat(second.isReady()).isTrue();
        }
    }

    @Test
    void two_projectors_share_the_work_and_take_over_from_each_other() {
        Festival festival = new Festival(publisher, "shared", 500, 4).load().upload(20);
        String smallBatches = "spring.kafka.consumer.max-poll-records=50";
        RunningProjector one = RunningProjector.start(servers, database, smallBatches);
        try (RunningProjector two = RunningProjector.start(servers, database, smallBatches)) {
            festival.upload(40);
            one.close();
            festival.upload(20);
            assertTablesMatch();
            await().atMost(PATIENCE).until(two::isReady);
        } finally {
            one.close();
        }
    }

    /** The first one hangs in the middle of its transaction while another takes over: each record counts once. */
    @Test
    void a_projector_that_lost_its_partitions_writes_nothing_that_another_has_written() throws SQLException {
        Festival festival = new Festival(publisher, "zombie", 300, 5).load().upload(5);
        String impatient = "spring.kafka.consumer.properties.max.poll.interval.ms=2000";
        try (RunningProjector one = RunningProjector.start(servers, database, impatient);
                Connection lock = tables.dataSource().getConnection();
                Statement statement = lock.createStatement()) {
            assertTablesMatch();
            lock.setAutoCommit(false);
            statement.execute("lock table projection_offsets in share mode");
            festival.upload(5);
            await("one hangs").atMost(PATIENCE).until(() -> waitingForLocks() == 1);
            try (RunningProjector two = RunningProjector.start(servers, database)) {
                await("two has its partitions").atMost(PATIENCE).until(() -> waitingForLocks() == 2);
                lock.commit();

                assertTablesMatch();
                festival.upload(5);
                assertTablesMatch();
                await().atMost(PATIENCE).until(two::isReady);
            }
            await().atMost(PATIENCE).until(one::isReady);
        }
    }

    private void assertTablesMatch() {
        CaughtUp.assertTablesMatch(servers, tables);
    }

    private String status(RecordPosition upload) {
        return tables
                .jdbc()
                .queryForList("select status from sync_sessions where id = ?", String.class, upload.toLong())
                .stream()
                .findFirst()
                .orElse("unknown");
    }

    private int waitingForLocks() {
        return tables.jdbc().queryForObject("""
                        select count(*) from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock'""", Integer.class);
    }
}
