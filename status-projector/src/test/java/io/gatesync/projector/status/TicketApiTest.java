package io.gatesync.projector.status;

import static io.gatesync.projector.SampleRecords.NOON;
import static io.gatesync.projector.SampleRecords.outcome;
import static io.gatesync.projector.SampleRecords.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.messaging.Topic;
import io.gatesync.projector.CaughtUp;
import io.gatesync.projector.RecordPublisher;
import io.gatesync.projector.RunningProjector;
import io.gatesync.projector.tables.MigratedDatabase;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketStatus;
import io.gatesync.schemas.Verdict;
import io.gatesync.testing.RawHttp.Answer;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway asks about an event's tickets. */
@RealServers({Server.KAFKA, Server.REGISTRY, Server.POSTGRES})
class TicketApiTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int MANY = 12_000;

    private static RecordPublisher publisher;
    private static MigratedDatabase database;
    private static RunningProjector projector;

    @BeforeAll
    static void start(Servers servers) {
        publisher = new RecordPublisher(servers);
        database = new MigratedDatabase(servers.database());
        projector = RunningProjector.start(servers, servers.database(), "gatesync.projector.ticket-wait=200ms");
        await().atMost(PATIENCE).until(projector::isReady);
    }

    @AfterAll
    static void stop() {
        projector.close();
        publisher.close();
    }

    @Test
    void all_tickets_of_an_event_come_in_one_answer_with_their_number(Servers servers) {
        publisher.publish(new TicketChanged("ev,ent 1", "A", TicketStatus.REVOKED, "Päs\"se", null, "7", NOON, null));
        publisher.publish(new TicketChanged("ev,ent 1", "B", null, null, "All days", null, NOON, null));
        publisher.publish(ticket("another event", "C"));
        publisher.flush();
        CaughtUp.awaitAll(servers, database.jdbc());

        Answer answer = projector.get("/internal/tickets?event_id=ev%2Cent+1&reached=" + reached(0));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text().lines().toList().stream().sorted().toList())
                .isEqualTo(List.of(
                        "[\"A\",\"Päs\\\"se\",\"\",\"7\",true] [\"B\",\"\",\"All days\",\"\",false] {\"tickets\":2}"));
    }

    @Test
    void more_tickets_come_than_are_fetched_at_a_time(Servers servers) {
        for (int i = 0; i < MANY; i++) {
            publisher.publish(ticket("many", "T" + i));
        }
        publisher.flush();
        CaughtUp.awaitAll(servers, database.jdbc());

        assertThat(projector
                        .get("/internal/tickets?event_id=many&reached=" + reached(0))
                        .text())
                .contains("[\"T0\",")
                .contains("[\"T" + (MANY - 1) + "\",")
                .endsWith("{\"tickets\":" + MANY + "}");
    }

    @Test
    void an_event_without_tickets_has_none() {
        assertThat(projector
                        .get("/internal/tickets?event_id=nothing&reached=" + reached(0))
                        .text())
                .isEqualTo("{\"tickets\":0}");
    }

    @Test
    void one_ticket_is_told_with_the_scan_on_which_somebody_came_in(Servers servers) {
        publisher.publish(ticket("one", "A/B &c"));
        publisher.publish(ticket("one", "free"));
        publisher.publish(outcome("one", "gate-1", "A/B &c", Verdict.SYNCED).build());
        publisher.publish(outcome("one", "gate-1", "early", Verdict.TICKET_NOT_FOUND)
                .setAdmitted(true)
                .build());
        publisher.publish(outcome("one", "gate-2", "early", Verdict.TICKET_NOT_FOUND)
                .setAdmitted(true)
                .build());
        publisher.publish(ticket("one", "early"));
        publisher.flush();
        CaughtUp.awaitAll(servers, database.jdbc());

        Answer admitted = projector.get("/internal/ticket?event_id=one&qrcode=A%2FB+%26c&reached=" + reached(0));
        assertThat(admitted.json().path("qrcode").asString()).isEqualTo("A/B &c");
        assertThat(admitted.json().path("device_id").asString()).isEqualTo("gate-1");
        assertThat(admitted.json().path("scanned_at").asString()).endsWith("Z");

        Answer early = projector.get("/internal/ticket?event_id=one&qrcode=early&reached=" + reached(0));
        assertThat(early.json().path("device_id").asString()).isEqualTo("gate-1");
        assertThat(early.json().has("scanned_at")).isTrue();

        Answer free = projector.get("/internal/ticket?event_id=one&qrcode=free&reached=" + reached(0));
        assertThat(free.json().path("revoked").asBoolean(true)).isFalse();
        assertThat(free.json().has("scanned_at")).isFalse();

        assertThat(projector
                        .get("/internal/ticket?event_id=one&qrcode=none&reached=" + reached(0))
                        .text())
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/internal/tickets?event_id=e", "/internal/ticket?event_id=e&qrcode=A"})
    void as_long_as_the_tables_are_behind_the_asker_is_told_to_ask_again(String path) {
        Answer answer = projector.get(path + "&reached=" + reached(1_000_000));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).hasValue("1");
        assertThat(answer.json().path("retry").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/internal/tickets", "/internal/tickets?event_id=e", "/internal/tickets?event_id=e&reached=x"})
    void a_question_without_its_parts_is_refused(String path) {
        assertThat(projector.get(path).status()).isEqualTo(400);
    }

    /** The tables have to show this much of each partition, or just what they show of all of them. */
    private static String reached(long offset) {
        List<Long> partitions = database.jdbc()
                .queryForList(
                        "select next_offset from projection_offsets where topic = ? order by partition",
                        Long.class,
                        Topic.TICKETS.topicName());
        return String.join(
                ",",
                partitions.stream()
                        .map(next -> String.valueOf(Math.max(next, offset)))
                        .toList());
    }
}
