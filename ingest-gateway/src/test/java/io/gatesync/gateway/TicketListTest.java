package io.gatesync.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketStatus;
import io.gatesync.testing.RawHttp;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The organiser loads lists, compared with what a status-projector answers. */
@RealServers({Server.KAFKA, Server.REGISTRY})
class TicketListTest {
    private static final String CSV = "text/csv";

    private static HttpServer projector;
    private static RunningGateway gateway;
    private static Published published;

    private static volatile int status;
    private static volatile String answer = "";
    private static volatile String asked = "";

    private final String eventId = "event-" + UUID.randomUUID();
    private final String tickets = "/api/admin/events/" + eventId + "/tickets";

    @BeforeAll
    static void start(Servers servers) throws IOException {
        projector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        projector.createContext("/internal/", TicketListTest::answer);
        projector.start();
        gateway = RunningGateway.start(
                servers,
                "gatesync.gateway.projector.url=http://127.0.0.1:"
                        + projector.getAddress().getPort());
        published = new Published(servers);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        projector.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        asked = URLDecoder.decode(exchange.getRequestURI().toString(), UTF_8);
        byte[] body = answer.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @BeforeEach
    void anEventWithoutTickets() {
        gateway.open(eventId);
        event();
    }

    /** The event has these tickets, each as the projector writes it. */
    private static void event(String... has) {
        status = 200;
        answer = String.join("\n", has) + "\n{\"tickets\":" + has.length + "}";
    }

    private static void eventOf(int count) {
        event(IntStream.range(0, count)
                .mapToObj("[\"T%d\",\"\",\"\",\"\",false]"::formatted)
                .toArray(String[]::new));
    }

    private int open(String more) {
        String event = "{\"name\": \"F\", \"passcode\": \"1234\"" + more + "}";
        return gateway.http()
                .put("/api/admin/events/" + eventId, "application/json", event)
                .status();
    }

    @Test
    void codes_are_read_by_the_rule_of_the_event_in_lists_and_scans_alike() {
        Device device = new Device(eventId, "north", "session");
        assertThat(open(", \"code_pattern\": \"[?&]t=([^&]+)\", \"code_case_matters\": false"))
                .isEqualTo(200);

        gateway.http().put(tickets, CSV, "qrcode\nab-1\nhttps://example.org/?t=Ab-2\n");
        gateway.http()
                .post(
                        "/api/offline/sync",
                        device.upload("https://example.org/?e=1&t=aB-1", "AB-2\\r"),
                        "Prefer",
                        "respond-async");

        assertThat(published.ticketsOf(eventId))
                .extracting(TicketChanged::getQrcode)
                .containsExactlyInAnyOrder("AB-1", "AB-2");
        assertThat(published.scansOf(device))
                .extracting(ScanUploaded::getQrcode)
                .containsExactlyInAnyOrder("AB-1", "AB-2");
    }

    @Test
    void a_rule_stays_until_it_is_changed() {
        Device device = new Device(eventId, "north", "session");
        open(", \"code_pattern\": \"t=(.+)\"");

        assertThat(open(", \"state\": \"closed\"")).isEqualTo(200);
        gateway.http().post("/api/offline/sync", device.upload("t=A"), "Prefer", "respond-async");
        assertThat(open(", \"code_pattern\": \"\"")).isEqualTo(200);
        gateway.http().post("/api/offline/sync", device.upload("t=B"), "Prefer", "respond-async");

        assertThat(published.scansOf(device))
                .extracting(ScanUploaded::getQrcode)
                .containsExactlyInAnyOrder("A", "t=B");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"code_pattern\": \"(\"", "\"code_pattern\": 7", "\"code_case_matters\": \"no\""})
    void a_rule_that_is_none_is_refused(String rule) {
        assertThat(open(", " + rule)).isEqualTo(422);
    }

    @Test
    void a_rule_by_which_tickets_would_be_lost_is_refused_and_another_is_taken() {
        event("[\"ab-1\",\"\",\"\",\"\",false]", "[\"AB-2\",\"\",\"\",\"\",true]");

        assertThat(open(", \"code_case_matters\": false")).isEqualTo(409);
        assertThat(open(", \"code_pattern\": \"t=(.+)\"")).isEqualTo(200);
        status = 503;
        assertThat(open(", \"code_case_matters\": false")).isEqualTo(503);
        assertThat(open("")).as("nothing is asked where the rule stays").isEqualTo(200);
    }

    @Test
    void only_what_changes_is_published_and_the_answer_tells_it() {
        event(
                "[\"same\",\"VIP\",\"\",\"\",false]",
                "[\"changed\",\"Day\",\"\",\"1\",false]",
                "[\"revoked\",\"VIP\",\"\",\"\",true]",
                "[\"missing\",\"VIP\",\"\",\"\",false]");

        String list = """
                Barcode,Name,Ticket type
                same,x,VIP
                changed,x,VIP
                revoked,x,VIP
                new,x,VIP
                new,x,VIP
                new,x,Day
                """;
        RawHttp.Answer response = gateway.http().put(tickets + "?others=ignore", CSV, list);

        assertThat(response.status()).isEqualTo(200);
        JsonNode told = response.json();
        assertThat(told.path("mode").asString()).isEqualTo("update");
        assertThat(told.path("rows").asInt()).isEqualTo(6);
        assertThat(told.path("accepted").asInt()).isEqualTo(6);
        assertThat(told.path("tickets").asInt()).isEqualTo(4);
        assertThat(told.path("repeated").asInt()).isEqualTo(1);
        assertThat(told.path("repeated_differing").asInt()).isEqualTo(1);
        assertThat(told.path("changes")).hasToString("""
                {"new":1,"changed":1,"restored":0,"revoked":0,"unchanged":2,"stay_revoked":1,"missing":1}""");
        assertThat(told.path("columns")).hasToString("{\"qrcode\":\"Barcode\",\"type\":\"Ticket type\"}");
        assertThat(told.path("ignored_columns")).hasToString("[\"Name\"]");
        assertThat(told.path("warned").asInt()).isEqualTo(1);
        assertThat(told.path("warnings").path(0).path("line").asInt()).isEqualTo(7);
        assertThat(published.ticketsOf(eventId))
                .extracting(TicketChanged::getQrcode, TicketChanged::getType, TicketChanged::getStatus)
                .containsExactlyInAnyOrder(tuple("changed", "VIP", null), tuple("new", "Day", null));
    }

    @Test
    void the_projector_is_asked_for_the_tables_as_of_all_tickets_that_kafka_has() {
        gateway.http().put(tickets, CSV, "qrcode\nA\n");
        gateway.http().put(tickets, CSV, "qrcode\nB\n");

        String reached = asked.replaceFirst(".*&reached=", "");
        long sum =
                List.of(reached.split(",")).stream().mapToLong(Long::parseLong).sum();
        assertThat(asked).startsWith("/internal/tickets?event_id=" + eventId + "&reached=");
        assertThat(sum).isPositive();
    }

    @Test
    void a_list_replaces_the_tickets_and_those_that_it_lacks_are_revoked() {
        eventOf(20);

        JsonNode told = gateway.http()
                .put(tickets + "?mode=replace", CSV, "qrcode\n" + rows(2, 20))
                .json();

        assertThat(told.path("changes").path("missing").asInt()).isEqualTo(2);
        assertThat(told.path("changes").path("unchanged").asInt()).isEqualTo(18);
        assertThat(published.ticketsOf(eventId))
                .extracting(TicketChanged::getQrcode, TicketChanged::getStatus)
                .containsExactlyInAnyOrder(tuple("T0", TicketStatus.REVOKED), tuple("T1", TicketStatus.REVOKED));
    }

    @Test
    void a_list_that_would_revoke_more_than_one_in_ten_has_to_be_confirmed_with_the_number() {
        eventOf(20);
        String list = "qrcode\n" + rows(3, 20);

        for (String query : List.of("?mode=replace", "?mode=replace&confirm=2")) {
            RawHttp.Answer refused = gateway.http().put(tickets + query, CSV, list);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().path("retry").asBoolean(true)).isFalse();
            assertThat(refused.json().path("missing").asInt()).isEqualTo(3);
            assertThat(refused.json().path("valid_before").asInt()).isEqualTo(20);
            assertThat(refused.json().path("detail").asString()).contains("add confirm=3 to the address");
        }
        assertThat(published.ticketsOf(eventId)).isEmpty();

        assertThat(gateway.http()
                        .put(tickets + "?mode=replace&confirm=3", CSV, list)
                        .status())
                .isEqualTo(200);
        assertThat(published.ticketsOf(eventId)).hasSize(3);
    }

    @Test
    void a_list_with_refused_rows_replaces_nothing_unless_they_are_to_be_skipped() {
        eventOf(20);
        String list = "qrcode\n8.4E+17\n" + rows(1, 20);

        RawHttp.Answer refused = gateway.http().put(tickets + "?mode=replace", CSV, list);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("errors").path(0).path("line").asInt()).isEqualTo(2);
        assertThat(published.ticketsOf(eventId)).isEmpty();

        assertThat(gateway.http()
                        .put(tickets + "?mode=replace&refused=skip", CSV, list)
                        .status())
                .isEqualTo(207);
        assertThat(published.ticketsOf(eventId))
                .extracting(TicketChanged::getQrcode)
                .containsExactly("T0");
    }

    @Test
    void a_check_publishes_nothing_and_tells_what_a_load_would_change() {
        eventOf(20);

        JsonNode told = gateway.http()
                .put(tickets + "?mode=check", CSV, "qrcode\nT0\nnew\n")
                .json();

        assertThat(told.path("mode").asString()).isEqualTo("check");
        assertThat(told.path("changes")).hasToString("""
                {"new":1,"changed":0,"restored":0,"revoked":0,"unchanged":1,"stay_revoked":0,"missing":19}""");
        assertThat(published.ticketsOf(eventId)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"503", "404", "200 broken", "200 cut off"})
    void without_the_projector_a_list_is_loaded_uncompared_but_nothing_is_replaced_or_checked(String failure) {
        status = Integer.parseInt(failure.substring(0, 3));
        answer = failure.endsWith("cut off") ? "[\"T0\",\"\",\"\",\"\",false]\n" : "{";

        JsonNode told =
                gateway.http().put(tickets, CSV, "qrcode,type\nT0,\nT0,VIP\n").json();

        assertThat(told.path("accepted").asInt()).isEqualTo(2);
        assertThat(told.has("changes")).isFalse();
        assertThat(told.path("not_compared").asString()).isNotEmpty();
        assertThat(published.ticketsOf(eventId))
                .extracting(TicketChanged::getType)
                .containsExactly("VIP");
        for (String mode : List.of("replace", "check")) {
            RawHttp.Answer away = gateway.http().put(tickets + "?mode=" + mode, CSV, "qrcode\nA\n");
            assertThat(away.status()).isEqualTo(503);
            assertThat(away.header("Retry-After")).hasValue("1");
            assertThat(away.json().path("retry").asBoolean()).isTrue();
        }
        assertThat(gateway.http().post(tickets + "/try", "{\"qrcode\": \"A\"}").status())
                .isEqualTo(503);
        assertThat(published.ticketsOf(eventId)).hasSize(1);
    }

    @Test
    void unknown_words_refuse_their_rows_and_the_answer_is_no_success() {
        String list = "qrcode,status\nA,paid\nB,half paid\n";

        RawHttp.Answer some = gateway.http().put(tickets, CSV, list);
        assertThat(some.status()).isEqualTo(207);
        assertThat(some.json().path("accepted").asInt()).isEqualTo(1);
        assertThat(some.json().path("errors").path(0).path("reason").asString())
                .contains("valid=half+paid or revoked=half+paid");

        RawHttp.Answer none = gateway.http().put(tickets, CSV, "qrcode,status\nB,half paid\n");
        assertThat(none.status()).isEqualTo(422);
        assertThat(none.json().path("detail").asString()).startsWith("All 1 rows were refused, the first one because:");
        assertThat(none.json().path("errors").path(0).path("line").asInt()).isEqualTo(2);

        assertThat(gateway.http().put(tickets + "?revoked=half+paid", CSV, list).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/csv; charset=UTF-8",
                "application/csv",
                "text/plain",
                "application/octet-stream",
                "application/vnd.ms-excel",
                "application/x-www-form-urlencoded",
                "text/tab-separated-values"
            })
    void whatever_browsers_and_spreadsheets_call_a_list_it_is_one(String type) {
        assertThat(gateway.http().put(tickets, type, "qrcode\tname\nA\tx\n").status())
                .isEqualTo(422);
        assertThat(gateway.http()
                        .put(tickets + "?others=ignore", type, "qrcode\tname\nA\tx\n")
                        .json()
                        .path("accepted")
                        .asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/octet-stream", "text/plain"})
    void json_is_a_list_as_well(String type) {
        gateway.http().put(tickets, type, " [{\"qrcode\": 1}, {\"qrcode\": \"2\"}]");
        gateway.http().put(tickets, type, "{\"qrcode\": \"3\"}\n{\"qrcode\": 4}");

        assertThat(published.ticketsOf(eventId))
                .extracting(TicketChanged::getQrcode)
                .containsExactlyInAnyOrder("1", "2", "3", "4");
    }

    @Test
    void a_list_that_breaks_off_changes_nothing() {
        assertThat(gateway.http()
                        .put(tickets, "application/json", "[{\"qrcode\": \"A\"}, {\"qrcode\": ")
                        .status())
                .isEqualTo(400);
        assertThat(published.ticketsOf(eventId)).isEmpty();
    }

    @Test
    void a_scan_can_be_tried_without_deciding_it() {
        status = 200;
        answer = "{}";
        assertThat(tried("{\"qrcode\": \" T1\\r\\n\"}")).isEqualTo("""
                {"event_id":"%s","scanned":" T1\\r\\n","read_as":"T1","sync_status":"failed","status":404,\
                "message":"Ticket not found"}""".formatted(eventId));
        assertThat(asked).contains("&qrcode=T1&reached=");

        answer = ticket(false, "");
        assertThat(tried("{\"qrcode\": \"T1\"}"))
                .contains("\"sync_status\":\"synced\",\"status\":200")
                .contains("\"ticket\":{\"type\":\"VIP\",\"number\":\"7\",\"revoked\":false}");

        answer = ticket(false, ",\"scanned_at\":\"2026-07-03T12:00:00Z\",\"device_id\":\"north-1\"");
        assertThat(tried("{\"qrcode\": \"T1\"}"))
                .contains("\"sync_status\":\"conflict\",\"status\":409")
                .contains("\"scanned_by\":\"north-1\"");
        assertThat(tried("{\"qrcode\": \"T1\", \"device_id\": \"north-1\"}"))
                .contains("\"sync_status\":\"duplicate\",\"status\":200");

        answer = ticket(true, ",\"scanned_at\":\"2026-07-03T12:00:00Z\",\"device_id\":\"north-1\"");
        assertThat(tried("{\"qrcode\": \"T1\"}")).contains("\"sync_status\":\"failed\",\"status\":410");

        assertThat(published.scansOf(new Device(eventId, "north-1", "s"))).isEmpty();
    }

    @Test
    void what_no_ticket_can_have_is_read_as_nothing() {
        status = 200;
        answer = "{}";

        assertThat(tried("{\"qrcode\": \"BEGIN:VCARD\\nVERSION:3.0\"}"))
                .doesNotContain("read_as")
                .contains("\"status\":404");
    }

    private static String ticket(boolean revoked, String admission) {
        return "{\"qrcode\":\"T1\",\"type\":\"VIP\",\"admittence\":\"\",\"number\":\"7\",\"revoked\":" + revoked
                + admission + "}";
    }

    private String tried(String body) {
        return gateway.http().post(tickets + "/try", body).text();
    }

    private static String rows(int from, int to) {
        return IntStream.range(from, to).mapToObj("T%d\n"::formatted).collect(Collectors.joining());
    }
}
