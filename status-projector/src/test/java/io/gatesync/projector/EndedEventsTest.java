package io.gatesync.projector;

import static io.gatesync.projector.SampleRecords.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.EventState;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import org.junit.jupiter.api.Test;

/** Rows of an event that has ended are deleted, and those of others stay. */
@RealServers(
        value = {Server.KAFKA, Server.REGISTRY, Server.POSTGRES},
        fresh = true)
class EndedEventsTest extends WithTables {
    @Test
    void of_an_event_that_has_ended_no_row_is_left_also_after_a_rebuild() {
        new Festival(publisher, "over", 50, 7).load().upload(2);
        new Festival(publisher, "running", 50, 8).load().upload(2);
        publisher.publish(new EventAccess("running", "Running", "", EventState.OPEN, NOON, null, true));
        publisher.publish(new EventAccess("over", "Over", "{bcrypt}x", EventState.CLOSED, NOON, null, true));
        publisher.publish(SampleRecords.revoked("over", "gate-1"));
        publisher.publish(SampleRecords.revoked("running", "gate-1"));
        publisher.publish(SampleRecords.phone("over", "gate-1"));
        publisher.publish(SampleRecords.phone("running", "gate-1"));
        publisher.flush();
        try (RunningProjector projector =
                RunningProjector.start(servers, database, "gatesync.projector.sweep-interval=100ms")) {
            awaitTablesMatch();
            assertThat(rows("offline_tickets where event_id = 'over'")).isPositive();

            publisher.publish(new EventAccess("over", "Over", "", EventState.ENDED, NOON.plusSeconds(60), null, true));
            publisher.forget("over", "gate-1");
            new Festival(publisher, "over", 50, 9).upload(1); // Verdicts that come in late.
            awaitTablesMatch();
            assertThat(rows("offline_tickets where event_id = 'over'")).isZero();
            assertThat(rows("event_login_logs where event_id = 'over'")).isZero();
            assertThat(rows("offline_devices where event_id = 'over'")).isZero();
            assertThat(rows("offline_devices where event_id = 'running'")).isEqualTo(1);
            assertThat(rows("offline_device_logins where event_id = 'over'")).isZero();
            assertThat(rows("offline_device_logins where event_id = 'running'")).isEqualTo(1);

            tables.clear();
            awaitTablesMatch();
            assertThat(rows("device_scan_logs where event_id = 'running'")).isPositive();
            assertThat(rows("event_login_logs where event_id = 'running'")).isPositive();
            assertThat(projector.isReady()).isTrue();
        }
    }

    /** Rows of an ended event are deleted a moment after the tables know of its end. */
    private void awaitTablesMatch() {
        await().atMost(PATIENCE).untilAsserted(() -> CaughtUp.assertTablesMatch(servers, tables));
    }
}
