package io.gatesync.projector.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.projector.CaughtUp;
import io.gatesync.projector.RecordPublisher;
import io.gatesync.projector.RunningProjector;
import io.gatesync.projector.tables.MigratedDatabase;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.testing.AccessTable;
import io.gatesync.testing.AccessTable.Endpoint;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import io.gatesync.testing.TestAccess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every endpoint of the projector with every kind of token. */
@RealServers({Server.KAFKA, Server.REGISTRY, Server.POSTGRES})
class AccessTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String JSON = "application/json";
    private static final String SESSIONS = "/api/offline/sync/sessions/";
    private static final List<String> READERS = List.of("device", "lead", "organiser");
    private static final List<String> STAFF_AND_DEVICES = List.of("device", "another device", "lead", "organiser");
    private static final List<String> LEADS = List.of("lead", "organiser");

    private static final AccessTable TABLE = new AccessTable(
            "mine",
            "gate-1",
            List.of(
                    Endpoint.allowed(READERS, "GET", "/api/offline/sync/status/{eventId}/{deviceId}", JSON, ""),
                    Endpoint.allowed(READERS, "GET", "/offline/sync/status/{eventId}/{deviceId}", JSON, ""),
                    Endpoint.anyToken("GET", "/api/offline/sync/sessions/{syncSessionId}", JSON, ""),
                    Endpoint.anyToken("GET", "/offline/sync/sessions/{syncSessionId}", JSON, ""),
                    Endpoint.allowed(STAFF_AND_DEVICES, "GET", "/api/offline/events/{eventId}/tickets", JSON, ""),
                    Endpoint.allowed(STAFF_AND_DEVICES, "GET", "/offline/events/{eventId}/tickets", JSON, ""),
                    Endpoint.allowed(STAFF_AND_DEVICES, "GET", "/api/offline/events/{eventId}/tickets", JSON, "")
                            .with("?cursor=x"),
                    Endpoint.allowed(STAFF_AND_DEVICES, "GET", "/offline/events/{eventId}/tickets", JSON, "")
                            .with("?cursor=x"),
                    Endpoint.allowed(LEADS, "GET", "/api/admin/events/{eventId}/devices", JSON, ""),
                    Endpoint.allowed(LEADS, "GET", "/internal/tickets", JSON, "")
                            .with("?event_id={eventId}&reached=0"),
                    Endpoint.allowed(LEADS, "GET", "/internal/ticket", JSON, "")
                            .with("?event_id={eventId}&qrcode=A&reached=0")));

    private static RecordPublisher publisher;
    private static MigratedDatabase database;
    private static RunningProjector projector;

    @BeforeAll
    static void start(Servers servers) {
        publisher = new RecordPublisher(servers);
        database = new MigratedDatabase(servers.database());
        projector = RunningProjector.start(servers, servers.database());
        await().atMost(PATIENCE).until(projector::isReady);
    }

    @AfterAll
    static void stop() {
        projector.close();
        publisher.close();
    }

    @Test
    void every_endpoint_is_in_the_table() {
        assertThat(TABLE.endpoints()).containsExactlyInAnyOrderElementsOf(projector.endpoints());
    }

    static Stream<AccessTable.Try> tries() {
        return TABLE.tries();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tries")
    void it_lets_in_who_may_and_nobody_else(AccessTable.Try attempt) {
        attempt.check(projector.http());
    }

    @Test
    void an_upload_is_shown_to_its_device_and_who_leads_its_event(Servers servers) {
        RecordPosition id = publisher.publish(new SyncStarted("s", "mine", "gate-1", 1, Instant.now(), null));
        CaughtUp.awaitAll(servers, database.jdbc());

        assertThat(session(id, TestAccess.device("mine", "gate-1"))).isEqualTo(200);
        assertThat(session(id, TestAccess.lead("mine"))).isEqualTo(200);
        assertThat(session(id, TestAccess.organiser())).isEqualTo(200);
        assertThat(session(id, TestAccess.device("mine", "gate-2"))).isEqualTo(403);
        assertThat(session(id, TestAccess.device("another", "gate-1"))).isEqualTo(403);
        assertThat(session(id, TestAccess.lead("another"))).isEqualTo(403);
    }

    @Test
    void a_lead_does_not_get_at_another_events_tickets_by_naming_two() {
        assertThat(projector
                        .get("/internal/tickets?event_id=mine&event_id=another&reached=0", TestAccess.lead("mine"))
                        .status())
                .isEqualTo(403);
        assertThat(projector
                        .get("/internal/tickets?reached=0", TestAccess.lead("mine"))
                        .status())
                .isEqualTo(403);
    }

    private static int session(RecordPosition id, String token) {
        return projector.get(SESSIONS + id.toLong(), token).status();
    }
}
