package io.gatesync.projector.status;

import static io.gatesync.projector.SampleRecords.NOON;
import static io.gatesync.projector.SampleRecords.outcome;
import static io.gatesync.projector.SampleRecords.sync;
import static io.gatesync.projector.SampleRecords.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.projector.CaughtUp;
import io.gatesync.projector.RecordPublisher;
import io.gatesync.projector.RunningProjector;
import io.gatesync.projector.SampleRecords;
import io.gatesync.projector.tables.MigratedDatabase;
import io.gatesync.schemas.FirstScan;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.UndoAnswer;
import io.gatesync.schemas.Verdict;
import io.gatesync.testing.RawHttp.Answer;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@RealServers({Server.KAFKA, Server.REGISTRY, Server.POSTGRES})
class StatusApiTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static RecordPublisher publisher;
    private static MigratedDatabase database;
    private static RunningProjector projector;

    @BeforeAll
    static void start(Servers servers) {
        publisher = new RecordPublisher(servers);
        database = new MigratedDatabase(servers.database());
        projector = RunningProjector.start(
                servers,
                servers.database(),
                "gatesync.projector.sync-timeout=2s",
                "gatesync.projector.sweep-interval=100ms");
        await().atMost(PATIENCE).until(projector::isReady);
    }

    @AfterAll
    static void stop() {
        projector.close();
        publisher.close();
    }

    @Test
    void a_device_sees_its_admissions_its_failures_and_its_latest_sync(Servers servers) {
        String event = "status";
        RecordPosition first = publisher.publish(sync(event, "gate-1", 1));
        publish(outcome(event, "gate-1", "A", Verdict.SYNCED).setSyncSessionId(first.toLong()));
        RecordPosition second = publisher.publish(
                new SyncStarted("session of gate-1", event, "gate-1", 5, NOON.plusSeconds(300), null));
        publisher.publish(ticket(event, "A"));
        publish(outcome(event, "gate-1", "B", Verdict.SYNCED).setSyncSessionId(second.toLong()));
        publish(outcome(event, "gate-1", "C", Verdict.TICKET_NOT_FOUND).setSyncSessionId(second.toLong()));
        publish(outcome(event, "gate-1", "D", Verdict.TICKET_REVOKED).setSyncSessionId(second.toLong()));
        publish(outcome(event, "gate-1", "E", Verdict.CONFLICT).setSyncSessionId(second.toLong()));
        publish(outcome(event, "gate-1", "F", Verdict.DUPLICATE)
                .setSyncSessionId(second.toLong())
                .setDecidedAt(NOON.plusSeconds(302)));
        publish(outcome(event, "gate-2", "G", Verdict.SYNCED));
        ScanDecided takenBack = outcome(event, "gate-1", "H", Verdict.SYNCED).build();
        publisher.publish(takenBack);
        publisher.publish(SampleRecords.undo(takenBack, UndoAnswer.UNDONE));
        CaughtUp.awaitAll(servers, database.jdbc());

        Answer answer = projector.get("/api/offline/sync/status/status/gate-1");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).contains("application/json");
        assertThat(names(answer.json()))
                .containsExactly(
                        "status", "event_id", "device_id", "total_scans", "pending_scans", "last_sync", "timestamp");
        JsonNode body = answer.json();
        assertThat(body.path("status").intValue()).isEqualTo(200);
        assertThat(body.path("event_id").stringValue()).isEqualTo("status");
        assertThat(body.path("device_id").stringValue()).isEqualTo("gate-1");
        assertThat(body.path("total_scans").intValue()).isEqualTo(2);
        assertThat(body.path("pending_scans").intValue()).isEqualTo(2);
        assertThat(body.path("timestamp").stringValue()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
        assertThat(body.path("last_sync").toString()).isEqualTo("""
                        {"session_id":%d,"scans_uploaded":5,"scans_successful":1,"scans_failed":3,"scans_duplicate":1,\
                        "scans_conflict":1,"scans_replayed":0,"started_at":"2026-07-04 12:05:00","completed_at":"2026-07-04 12:05:02",\
                        "status":"completed"}""".formatted(second.toLong()));
        assertThat(projector.get("/offline/sync/status/status/gate-1").json().path("last_sync"))
                .isEqualTo(body.path("last_sync"));
    }

    @Test
    void the_lag_and_the_kafka_consumers_own_metrics_are_there_for_prometheus(Servers servers) {
        publish(outcome("metrics", "gate-1", "A", Verdict.SYNCED));
        CaughtUp.awaitAll(servers, database.jdbc());

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(projector.get("/actuator/prometheus").text())
                                .contains("gatesync_projector_lag_records{topic=\"gatesync.scan-outcomes\"} 0.0")
                                .contains("gatesync_projector_lag_seconds{topic=\"gatesync.scan-outcomes\"} 0.0")
                                .contains("gatesync_projector_dead_letters_total")
                                .contains("kafka_consumer_last_poll_seconds_ago")
                                .contains("kafka_consumer_fetch_manager_records_lag_max"));
    }

    @Test
    void a_device_that_never_synced_has_a_status_too() {
        JsonNode body = projector.get("/api/offline/sync/status/nowhere/nobody").json();

        assertThat(body.path("total_scans").intValue()).isZero();
        assertThat(body.path("pending_scans").intValue()).isZero();
        assertThat(body.path("last_sync").isNull()).isTrue();
    }

    @Test
    void names_in_the_path_may_be_anything_that_a_device_may_be_called(Servers servers) {
        publish(outcome("fête 2026", "gate ü+1%", "A", Verdict.SYNCED));
        CaughtUp.awaitAll(servers, database.jdbc());

        JsonNode body = projector
                .get("/api/offline/sync/status/f%C3%AAte%202026/gate%20%C3%BC+1%25")
                .json();

        assertThat(body.path("device_id").stringValue()).isEqualTo("gate ü+1%");
        assertThat(body.path("total_scans").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'a/b',      'gate/1',   a%2Fb,       gate%2F1",
        "'a\\b',      'gate\\1',   a%5Cb,       gate%5C1",
        "'100%',     '%2F',      100%25,      %252F",
        "'a;b=c',    '?#&',      a%3Bb%3Dc,   %3F%23%26",
        "'..',       '.',        %2E%2E,      %2E"
    })
    void an_id_may_hold_what_means_something_in_a_path(
            String event, String device, String eventInPath, String deviceInPath, Servers servers) {
        publish(outcome(event, device, "A", Verdict.SYNCED));
        CaughtUp.awaitAll(servers, database.jdbc());

        Answer answer = projector.get("/api/offline/sync/status/%s/%s".formatted(eventInPath, deviceInPath));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("event_id").stringValue()).isEqualTo(event);
        assertThat(answer.json().path("device_id").stringValue()).isEqualTo(device);
        assertThat(answer.json().path("total_scans").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/offline/sync/status/%00/gate-1", "/../../x"})
    void what_is_no_path_is_told_as_a_problem_too(String path) {
        Answer answer = projector.get(path);

        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(answer.json().path("retry").booleanValue(true)).isFalse();
    }

    @Test
    void an_upload_is_in_progress_while_verdicts_are_missing(Servers servers) {
        Instant farFromOverdue = Instant.now().plus(Duration.ofHours(1));
        RecordPosition id =
                publisher.publish(new SyncStarted("secret-token", "running", "gate-1", 2, farFromOverdue, null));
        publish(outcome("running", "gate-1", "A", Verdict.SYNCED).setSyncSessionId(id.toLong()));
        CaughtUp.awaitAll(servers, database.jdbc());

        JsonNode progress = session(id).json();
        assertThat(names(progress))
                .containsExactly(
                        "status",
                        "sync_session_id",
                        "event_id",
                        "device_id",
                        "state",
                        "scans_uploaded",
                        "scans_successful",
                        "scans_failed",
                        "scans_duplicate",
                        "scans_conflict",
                        "scans_replayed",
                        "started_at",
                        "completed_at",
                        "error_message");
        assertThat(progress.path("sync_session_id").longValue()).isEqualTo(id.toLong());
        assertThat(progress.path("state").stringValue()).isEqualTo("in_progress");
        assertThat(progress.path("scans_uploaded").intValue()).isEqualTo(2);
        assertThat(progress.path("scans_successful").intValue()).isEqualTo(1);
        assertThat(progress.path("completed_at").isNull()).isTrue();
        assertThat(progress.path("error_message").isNull()).isTrue();
        assertThat(progress.toString()).doesNotContain("secret-token");
    }

    @Test
    void an_overdue_upload_is_failed_and_completed_if_its_verdicts_still_come(Servers servers) {
        RecordPosition id = publisher.publish(sync("overdue", "gate-1", 2));
        publish(outcome("overdue", "gate-1", "A", Verdict.SYNCED).setSyncSessionId(id.toLong()));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(session(id).json().path("state").stringValue(""))
                        .isEqualTo("failed"));
        assertThat(session(id).json().path("error_message").stringValue())
                .isEqualTo("Not every scan got its verdict within 2 s");

        publish(outcome("overdue", "gate-1", "B", Verdict.CONFLICT)
                .setSyncSessionId(id.toLong())
                .setDecidedAt(NOON.plusSeconds(400)));
        CaughtUp.awaitAll(servers, database.jdbc());

        JsonNode completed = session(id).json();
        assertThat(completed.path("state").stringValue()).isEqualTo("completed");
        assertThat(completed.path("error_message").isNull()).isTrue();
        assertThat(completed.path("completed_at").stringValue()).isEqualTo("2026-07-04 12:06:40");
        assertThat(completed.path("scans_failed").intValue()).isEqualTo(1);
        assertThat(completed.path("scans_conflict").intValue()).isEqualTo(1);
    }

    @Test
    void an_upload_whose_announcement_kafka_has_deleted_is_not_shown_as_failed() {
        RecordPosition announcedLongAgo = new RecordPosition(0, 2_000_000);
        publish(outcome("expired", "gate-1", "A", Verdict.SYNCED).setSyncSessionId(announcedLongAgo.toLong()));
        RecordPosition overdue = publisher.publish(sync("expired", "gate-2", 2));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(session(overdue).json().path("state").stringValue(""))
                                .isEqualTo("failed"));

        assertThat(session(announcedLongAgo).json().path("state").stringValue()).isEqualTo("in_progress");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "abc", "1.5", "99999999999999999999"})
    void what_is_not_a_positive_number_is_no_session(String id) {
        assertProblem(projector.get("/api/offline/sync/sessions/" + id), 400, false);
    }

    @Test
    void an_upload_that_the_tables_do_not_show_yet_is_worth_asking_for_again() {
        RecordPosition future = new RecordPosition(0, 1_000_000);

        Answer answer = session(future);

        assertProblem(answer, 404, true);
        assertThat(answer.header("Retry-After")).contains("1");
    }

    @Test
    void an_upload_that_cannot_be_is_not_worth_asking_for_again(Servers servers) {
        publisher.publish(sync("any", "gate-1", 1));
        CaughtUp.awaitAll(servers, database.jdbc());
        RecordPosition projected = new RecordPosition(
                database.jdbc()
                        .queryForObject(
                                "select partition from projection_offsets where topic = 'gatesync.sync-sessions' and next_offset > 0 limit 1",
                                Integer.class),
                0);
        database.jdbc().update("delete from sync_sessions where id = ?", projected.toLong());

        assertProblem(session(projected), 404, false);
        assertProblem(session(new RecordPosition(1023, 1_000_000)), 404, false);
        assertProblem(projector.get("/api/offline/sync/sessions/17"), 404, false);
    }

    @Test
    void what_is_not_there_is_told_as_a_problem() {
        assertProblem(projector.get("/api/offline/sync/nothing"), 404, false);
        assertProblem(projector.get("/api/offline/sync/status/event%07/device"), 400, false);
    }

    @Test
    void verdicts_become_rows(Servers servers) {
        String event = "rows";
        publisher.publish(ticket(event, "A"));
        publish(outcome(event, "gate-1", "A", Verdict.SYNCED).setTicketTypes(List.of("VIP")));
        publish(outcome(event, "gate-1", "A", Verdict.SYNCED).setReplayed(true));
        publish(outcome(event, "gate-2", "A", Verdict.CONFLICT)
                .setFirstScan(new FirstScan(SampleRecords.named("gate-1 A"), "gate-1", NOON)));
        publish(outcome(event, "gate-1", "A", Verdict.DUPLICATE).setScanId(SampleRecords.named("again")));
        publish(outcome(event, "gate-1", "B", Verdict.TICKET_NOT_FOUND));
        publish(outcome(event, "gate-1", "C", Verdict.TICKET_REVOKED));
        CaughtUp.awaitAll(servers, database.jdbc());

        assertThat(database.jdbc().queryForList("""
                        select qrcode || ' ' || device_id || ' ' || sync_status || ' ' || coalesce(sync_error, '-')
                            || ' ' || coalesce(metadata::text, '-') from device_scan_logs
                        where event_id = ? order by qrcode, id""", String.class, event))
                .containsExactly(
                        "A gate-1 synced - {\"ticket_types\":[\"VIP\"]}",
                        "A gate-2 conflict Already scanned by gate-1 -",
                        "A gate-1 duplicate - -",
                        "B gate-1 failed Ticket not found -",
                        "C gate-1 failed Ticket revoked -");
        Map<String, Object> row =
                database.jdbc().queryForMap("select * from offline_tickets where event_id = ?", event);
        assertThat(row)
                .containsEntry("qrcode", "A")
                .containsEntry("event_ticket_type", "VIP")
                .containsEntry("log_count", 1)
                .containsEntry("sync", 1)
                .containsEntry("device_id", "gate-1")
                .containsEntry("revoked", false);
    }

    private static void publish(ScanDecided.Builder outcome) {
        publisher.publish(outcome.build());
        publisher.flush();
    }

    private static Answer session(RecordPosition id) {
        return projector.get("/api/offline/sync/sessions/" + id.toLong());
    }

    private static List<String> names(JsonNode body) {
        return List.copyOf(body.propertyNames());
    }

    private static void assertProblem(Answer answer, int status, boolean retry) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(answer.json().path("status").intValue()).isEqualTo(status);
        assertThat(answer.json().path("retry").isBoolean()).isTrue();
        assertThat(answer.json().path("retry").booleanValue()).isEqualTo(retry);
        assertThat(answer.header("Retry-After").isPresent()).isEqualTo(retry);
    }
}
