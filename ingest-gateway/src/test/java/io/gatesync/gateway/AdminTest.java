package io.gatesync.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gatesync.access.Passcodes;
import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.EventState;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketStatus;
import io.gatesync.testing.RawHttp;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** The organiser sets up an event and loads its tickets. */
@RealServers({Server.KAFKA, Server.REGISTRY})
class AdminTest {
    private static final String NDJSON = "application/x-ndjson";
    private static final String CSV = "text/csv";
    private static final String JSON = "application/json";

    private static RunningGateway gateway;
    private static Published published;

    private final String eventId = "event-" + UUID.randomUUID();
    private final String event = "/api/admin/events/" + eventId;
    private final String tickets = event + "/tickets";

    @BeforeAll
    static void start(Servers servers) {
        gateway = RunningGateway.start(servers, "gatesync.gateway.tickets.max-listed-errors=3");
        published = new Published(servers);
    }

    @BeforeEach
    void open() {
        gateway.open(eventId);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void an_event_is_published_with_the_hash_of_its_passcode_and_the_passcode_is_in_no_log(CapturedOutput output) {
        RawHttp.Answer answer =
                gateway.http().put(event, JSON, "{\"name\": \"Sommerfest Köln\", \"passcode\": \"geheim-4711\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).hasToString("""
                {"event_id":"%s","name":"Sommerfest Köln","state":"open","code_case_matters":true}""".formatted(eventId));
        EventAccess access = published.event(eventId).getLast();
        assertThat(access.getName()).isEqualTo("Sommerfest Köln");
        assertThat(access.getState()).isEqualTo(EventState.OPEN);
        assertThat(access.getPasscodeHash()).startsWith("{argon2}$argon2id$");
        assertThat(new Passcodes().matches("geheim-4711", access.getPasscodeHash()))
                .isTrue();
        assertThat(new Passcodes().matches("geheim-4712", access.getPasscodeHash()))
                .isFalse();
        assertThat(output.getAll()).doesNotContain("geheim-4711");
    }

    @Test
    void an_event_can_be_closed() {
        RawHttp.Answer answer =
                gateway.http().put(event, JSON, "{\"name\": \"F\", \"passcode\": \"1234\", \"state\": \"closed\"}");

        assertThat(answer.json().path("state").asString()).isEqualTo("closed");
        assertThat(published.event(eventId).getLast().getState()).isEqualTo(EventState.CLOSED);
    }

    @Test
    void event_ids_with_slashes_spaces_and_other_letters_arrive_as_they_are() {
        String odd = eventId + "/a b+c%\\ü";
        gateway.http()
                .put(
                        "/api/admin/events/" + eventId + "%2Fa%20b+c%25%5C%C3%BC",
                        JSON,
                        "{\"name\": \"F\", \"passcode\": \"1234\"}");

        assertThat(published.event(odd)).hasSize(1);
    }

    @Test
    void tickets_come_as_csv() {
        RawHttp.Answer answer = gateway.http().put(tickets, CSV, """
                \uFEFFnumber,qrcode,type,admittence,status
                1,A,"VIP ""Gold"", seated",All days,valid
                ,B,,,
                2,C,Day,Sunday,revoked
                """.replace("\n", "\r\n"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .startsWith("{\"event_id\":\"%s\",\"accepted\":3,\"refused\":0,\"errors\":[],".formatted(eventId));
        List<TicketChanged> published = AdminTest.published.ticketsOf(eventId);
        assertThat(published)
                .extracting(
                        TicketChanged::getQrcode,
                        TicketChanged::getStatus,
                        TicketChanged::getType,
                        TicketChanged::getAdmittence,
                        TicketChanged::getNumber)
                .containsExactlyInAnyOrder(
                        tuple("A", TicketStatus.VALID, "VIP \"Gold\", seated", "All days", "1"),
                        tuple("B", null, "", "", ""),
                        tuple("C", TicketStatus.REVOKED, "Day", "Sunday", "2"));
    }

    @Test
    void tickets_come_as_json_lines() {
        RawHttp.Answer answer = gateway.http().put(tickets, NDJSON, """
                {"qrcode": "A", "type": "VIP", "admittence": "All days", "number": "1"}

                {"qrcode": "B", "status": "revoked"}
                """);

        assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
        assertThat(published.ticketsOf(eventId))
                .extracting(TicketChanged::getQrcode, TicketChanged::getStatus, TicketChanged::getNumber)
                .containsExactlyInAnyOrder(tuple("A", null, "1"), tuple("B", TicketStatus.REVOKED, null));
    }

    @Test
    void a_file_of_revocations_says_nothing_of_what_is_printed_and_a_list_of_tickets_nothing_of_their_status() {
        gateway.http().put(tickets, CSV, "qrcode,type\nA,VIP\n");
        gateway.http().put(tickets, CSV, "qrcode,status\nA,revoked\n");
        gateway.http().put(tickets, CSV, "qrcode,type\nA,VIP\n");

        assertThat(published.ticketsOf(eventId))
                .extracting(TicketChanged::getStatus, TicketChanged::getType)
                .containsExactly(tuple(null, "VIP"), tuple(TicketStatus.REVOKED, null), tuple(null, "VIP"));
    }

    @Test
    void rows_that_no_json_reader_takes_are_refused_and_the_rows_after_them_are_loaded() {
        JsonNode answer = gateway.http()
                .put(
                        tickets,
                        NDJSON,
                        "{\"qrcode\": \"A\"}\n{\"qrcode\": %s}\n{\"qrcode\": \"B\"}\n".formatted("9".repeat(1_500)))
                .json();

        assertThat(answer.path("accepted").asInt()).isEqualTo(2);
        assertThat(answer.path("errors")).hasToString("""
                [{"line":2,"reason":"The row is not one JSON object."}]""");
    }

    @Test
    void event_ids_and_codes_are_cleaned_as_those_of_scans_are() {
        gateway.http().put("/api/admin/events/%20" + eventId + "%E2%80%8B/tickets", CSV, "qrcode\n A\u00a0\n");

        assertThat(published.ticketsOf(eventId))
                .extracting(TicketChanged::getQrcode)
                .containsExactly("A");
    }

    @Test
    void refused_rows_are_counted_and_listed_with_their_lines_and_stop_no_other_row() {
        RawHttp.Answer response = gateway.http()
                .put(tickets, CSV, "qrcode,type\nA,VIP\n,VIP\n\nB,\"un\nclosed\"\nC,VIP,more\nD,\"open\nE,VIP\n");
        JsonNode answer = response.json();

        assertThat(response.status()).isEqualTo(207);
        assertThat(answer.path("accepted").asInt()).isEqualTo(2);
        assertThat(answer.path("refused").asInt()).isEqualTo(4);
        assertThat(answer.path("errors")).hasToString("""
                [{"line":3,"reason":"The qrcode field is required."},\
                {"line":5,"reason":"The type field must not contain control characters."},\
                {"line":7,"reason":"The row has 3 fields, the header row 2."}]""");
        assertThat(answer.path("errors_truncated").asBoolean()).isTrue();
        assertThat(published.ticketsOf(eventId))
                .extracting(TicketChanged::getQrcode)
                .containsExactlyInAnyOrder("A", "E");
    }

    @Test
    void a_file_may_be_loaded_again() {
        gateway.http().put(tickets, CSV, "qrcode\nA\nB\n");

        assertThat(gateway.http()
                        .put(tickets, CSV, "qrcode\nA\nB\n")
                        .json()
                        .path("accepted")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void a_file_far_over_the_limit_of_other_bodies_is_loaded_as_it_streams_in() {
        int rows = 100_000;
        JsonNode answer = gateway.http()
                .put(
                        tickets,
                        CSV,
                        BodyPublishers.ofInputStream(() -> bytes("qrcode,type,admittence,number\n" + rows(rows))))
                .json();

        assertThat(answer.path("accepted").asInt()).isEqualTo(rows);
        assertThat(published.ticketsOf(eventId).stream()
                        .map(TicketChanged::getQrcode)
                        .distinct())
                .hasSize(rows);
    }

    private static String rows(int count) {
        return IntStream.range(0, count)
                .mapToObj("ticket-%1$d,Day ticket with breakfast,All days,%1$d\n"::formatted)
                .collect(Collectors.joining());
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
