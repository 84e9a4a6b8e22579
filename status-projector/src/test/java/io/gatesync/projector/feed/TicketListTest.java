package io.gatesync.projector.feed;

import static io.gatesync.projector.SampleRecords.NOON;
import static io.gatesync.projector.SampleRecords.outcome;
import static io.gatesync.projector.SampleRecords.ticket;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.projector.Festival;
import io.gatesync.projector.RecordPublisher;
import io.gatesync.projector.RunningProjector;
import io.gatesync.projector.tables.MigratedDatabase;
import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.EventState;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.Verdict;
import io.gatesync.testing.RawHttp.Answer;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Seed;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import io.gatesync.testing.TestAccess;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Devices load the tickets of their event, and what changes, from either of two projectors. */
@RealServers({Server.KAFKA, Server.REGISTRY, Server.POSTGRES})
class TicketListTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final JsonMapper JSON = new JsonMapper();

    private static RecordPublisher publisher;
    private static MigratedDatabase database;
    private static RunningProjector projector;
    private static RunningProjector other;

    private final String event = "event-" + UUID.randomUUID();
    private final String path = "/api/offline/events/" + event + "/tickets";

    @BeforeAll
    static void start(Servers servers) {
        publisher = new RecordPublisher(servers);
        database = new MigratedDatabase(servers.newDatabase());
        projector = RunningProjector.start(servers, database.database());
        other = RunningProjector.start(servers, database.database());
        await().atMost(PATIENCE).until(() -> projector.isReady() && other.isReady());
    }

    @AfterAll
    static void stop() {
        projector.close();
        other.close();
        publisher.close();
    }

    @BeforeEach
    void open() {
        publisher.publish(new EventAccess(event, "Festival", "hash", EventState.OPEN, NOON, "t=(.+)", false));
        publisher.publish(ticket(event, "A"));
        publisher.publish(ticket(event, "B"));
        publisher.publish(
                outcome(event, "gate-1", "A", Verdict.SYNCED).setGate("North").build());
        publisher.flush();
    }

    @Test
    void a_list_says_what_a_device_needs_to_decide() {
        List<JsonNode> lines = lines(whole(projector));

        JsonNode header = lines.getFirst();
        assertThat(header.path("event").asString()).isEqualTo(event);
        assertThat(header.path("name").asString()).isEqualTo("Festival");
        assertThat(header.path("parts").asInt()).isEqualTo(16);
        assertThat(header.path("tickets").asInt()).isEqualTo(2);
        assertThat(header.path("code_pattern").asString()).isEqualTo("t=(.+)");
        assertThat(header.path("code_case_matters").asBoolean(true)).isFalse();
        TicketCodes codes =
                new TicketCodes(Base64.getUrlDecoder().decode(header.path("key").asString()));
        Map<String, JsonNode> tickets = tickets(lines);
        assertThat(tickets.get(codes.hash("A").toString())).hasToString("""
                {"h":"%s","s":0,"t":"VIP","a":"Adult","n":"No. A","in":{"d":"gate-1","g":"North","at":%d}}""".formatted(
                        codes.hash("A"), NOON.minusSeconds(60).toEpochMilli()));
        assertThat(tickets.get(codes.hash("B").toString())).hasToString("""
                {"h":"%s","s":0,"t":"VIP","a":"Adult","n":"No. B"}""".formatted(codes.hash("B")));
        assertThat(lines.getLast().path("more").asBoolean(true)).isFalse();
        assertThat(whole(projector).text()).doesNotContain("\"A\"").matches("(\\{.*\\}\n)+");
    }

    @Test
    void parts_make_the_whole_never_change_and_are_not_sent_twice() {
        String all = whole(projector).text();
        String base = lines(whole(projector)).getFirst().path("base").asString();

        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (int part = 0; part < 16; part++) {
            Answer answer = projector.get(path + "?part=" + part + "&base=" + base);
            assertThat(answer.header("Cache-Control").orElseThrow()).contains("immutable", "private");
            joined.writeBytes(answer.response().body());
        }
        assertThat(joined.toString(UTF_8)).isEqualTo(all);
        Answer zipped = projector.http().get(path + "?part=3&base=" + base, "Accept-Encoding", "gzip");
        assertThat(zipped.header("Content-Encoding")).hasValue("gzip");
        assertThat(unzipped(zipped))
                .isEqualTo(projector.get(path + "?part=3&base=" + base).text());
        String tag = zipped.header("ETag").orElseThrow();
        assertThat(projector
                        .http()
                        .get(path + "?part=3&base=" + base, "Accept-Encoding", "gzip", "If-None-Match", tag)
                        .status())
                .isEqualTo(304);
        Answer gone = projector.get(path + "?part=3&base=0123");
        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.json().path("reason").asString()).isEqualTo("base_gone");
        assertThat(projector.get(path + "?part=16").status()).isEqualTo(400);
    }

    @Test
    void who_waits_is_told_what_has_changed_at_either_projector() {
        String cursor = cursor(whole(projector));
        whole(other);
        assertThat(tickets(lines(changes(other, cursor))))
                .as("nothing has changed")
                .isEmpty();
        CompletableFuture<Answer> waiting =
                CompletableFuture.supplyAsync(() -> projector.get(path + "?cursor=" + cursor + "&wait=30"));
        CompletableFuture<Answer> waitingElsewhere =
                CompletableFuture.supplyAsync(() -> other.get(path + "?cursor=" + cursor + "&wait=30"));

        publisher.publish(outcome(event, "gate-2", "B", Verdict.SYNCED).build());
        publisher.flush();

        for (Answer answer : List.of(waiting.join(), waitingElsewhere.join())) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(tickets(lines(answer)).values())
                    .singleElement()
                    .satisfies(ticket ->
                            assertThat(ticket.path("in").path("d").asString()).isEqualTo("gate-2"));
        }
        String reached = cursor(waiting.join());
        Answer nothing = projector.get(path + "?cursor=" + reached + "&wait=1");
        assertThat(nothing.status()).isEqualTo(204);
        assertThat(nothing.header("GateSync-Cursor")).hasValue(reached);
    }

    @Test
    void after_a_reset_devices_begin_anew() {
        String cursor = cursor(whole(projector));
        TicketChanged reset = new TicketChanged(event, "", null, null, null, null, NOON, 1L);
        publisher.publish(reset);
        publisher.flush();

        await().atMost(PATIENCE)
                .until(() -> projector.get(path + "?cursor=" + cursor).status() == 410);
        Answer gone = projector.get(path + "?cursor=" + cursor);

        assertThat(gone.json().path("reason").asString()).isEqualTo("other_generation");
        assertThat(gone.json().path("retry").asBoolean(true)).isFalse();
        assertThat(tickets(lines(whole(projector))).values()).noneMatch(ticket -> ticket.has("in"));
    }

    @Test
    void what_is_no_cursor_or_no_event_is_refused() {
        String cursor = cursor(whole(projector));

        assertThat(projector.get(path + "?cursor=x").status()).isEqualTo(400);
        assertThat(projector
                        .get(path + "?wait=1&cursor=" + cursor.substring(0, cursor.length() - 2) + "AA")
                        .status())
                .isEqualTo(400);
        assertThat(projector.get(path + "?cursor=" + cursor + "&wait=31").status())
                .isEqualTo(400);
        assertThat(projector.get("/api/offline/events/nobodys/tickets").status())
                .isEqualTo(404);
        assertThat(projector.get(path, TestAccess.device("another", "gate-1")).status())
                .isEqualTo(403);
    }

    @Test
    void a_device_that_follows_a_festival_knows_at_its_end_what_the_tables_say() {
        Festival festival =
                new Festival(publisher, event, 500, Seed.printed().random().nextLong()).load();
        Map<String, JsonNode> known = new TreeMap<>();
        Answer first = whole(projector);
        known.putAll(tickets(lines(first)));
        String cursor = cursor(first);
        for (int step = 0; step < 20; step++) {
            festival.upload(5);
            Answer answer = changes(step % 2 == 0 ? projector : other, cursor);
            known.putAll(tickets(lines(answer)));
            cursor = cursor(answer);
        }

        String last = cursor;
        Map<String, JsonNode> expected = new TreeMap<>();
        await().atMost(PATIENCE).untilAsserted(() -> {
            expected.clear();
            Answer list = whole(projector);
            expected.putAll(tickets(lines(list)));
            expected.putAll(tickets(lines(changes(projector, cursor(list)))));
            known.putAll(tickets(lines(changes(projector, last))));
            assertThat(known).isEqualTo(expected);
            assertThat(database.jdbc()
                            .queryForObject(
                                    "select count(distinct qrcode) from device_scan_logs where event_id = ? and admitted"
                                            + " and qrcode in (select qrcode from offline_tickets where event_id = ?)",
                                    Long.class,
                                    event,
                                    event))
                    .isEqualTo(known.values().stream()
                            .filter(ticket -> ticket.has("in"))
                            .count());
        });
    }

    private Answer whole(RunningProjector at) {
        return complete(at, path);
    }

    private Answer changes(RunningProjector at, String cursor) {
        return complete(at, path + "?cursor=" + cursor);
    }

    /** Asks until all has been read that stood in the topics. */
    private static Answer complete(RunningProjector at, String path) {
        Answer[] answer = new Answer[1];
        await().atMost(PATIENCE).until(() -> {
            answer[0] = at.get(path);
            return answer[0].status() != 503 && answer[0].status() != 404;
        });
        assertThat(answer[0].status()).as(answer[0].text()).isEqualTo(200);
        return answer[0];
    }

    private static List<JsonNode> lines(Answer answer) {
        return answer.text().lines().map(JSON::readTree).toList();
    }

    private static String cursor(Answer answer) {
        return lines(answer).getLast().path("cursor").asString();
    }

    private static Map<String, JsonNode> tickets(List<JsonNode> lines) {
        Map<String, JsonNode> tickets = new TreeMap<>();
        lines.stream()
                .filter(line -> line.has("h"))
                .forEach(line -> tickets.put(line.path("h").asString(), line));
        return tickets;
    }

    private static String unzipped(Answer answer) {
        try (GZIPInputStream bytes =
                new GZIPInputStream(new ByteArrayInputStream(answer.response().body()))) {
            return new String(bytes.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
