package io.gatesync.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gatesync.access.Passcodes;
import io.gatesync.testing.AccessTable;
import io.gatesync.testing.AccessTable.Endpoint;
import io.gatesync.testing.RawHttp;
import io.gatesync.testing.RawHttp.Answer;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import io.gatesync.testing.TestAccess;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every endpoint of the gateway with every kind of token. */
@RealServers({Server.KAFKA, Server.REGISTRY})
class AccessTest {
    private static final String EVENT = "/api/admin/events/mine";
    private static final String JSON = "application/json";
    private static final String UPLOAD = """
            {"event_id": "mine", "device_id": "gate-1", "session_token": "s", "scans": [{"qrcode": "A"}]}""";
    private static final String SCAN = """
            {"event_id": "mine", "device_id": "gate-1", "qrcode": "A"}""";
    private static final String UNDO = """
            {"event_id": "mine", "device_id": "gate-1", "qrcode": "A", "scan_id": "00000000-0000-0000-0000-000000000001",
             "scanned_at": 1767225600123, "undone_at": 1767225600123, "reason": "wrong person"}""";
    private static final String LOGIN = """
            {"event_id": "mine", "passcode": "1234", "device_id": "phone", "installation": "of the phone"}""";

    private static final List<String> SENDERS = List.of("device", "organiser");
    private static final List<String> READERS = List.of("device", "lead", "organiser");
    private static final List<String> STAFF_AND_DEVICES = List.of("device", "another device", "lead", "organiser");
    private static final List<String> LEADS = List.of("lead", "organiser");
    private static final List<String> ORGANISERS = List.of("organiser");

    private static final String CUT_OFF = "cut-off";

    private static final AccessTable TABLE = table("gate-1");

    private static AccessTable table(String deviceId) {
        String upload = UPLOAD.replace("gate-1", deviceId);
        String scan = SCAN.replace("gate-1", deviceId);
        String undo = UNDO.replace("gate-1", deviceId);
        return new AccessTable(
                "mine",
                deviceId,
                List.of(
                        Endpoint.open("POST", "/api/offline/login", JSON, LOGIN),
                        Endpoint.open("POST", "/offline/login", JSON, LOGIN),
                        Endpoint.open("POST", "/api/admin/login", JSON, "{\"name\": \"ada\", \"passcode\": \"1234\"}"),
                        Endpoint.open("GET", "/app/", JSON, ""),
                        Endpoint.open("GET", "/api/openapi.json", JSON, ""),
                        Endpoint.open("GET", "/api/docs", JSON, ""),
                        Endpoint.open("GET", "/api/docs/", JSON, ""),
                        Endpoint.open("GET", "/api/docs/start.js", JSON, ""),
                        Endpoint.open("GET", "/api/docs/swagger-ui-bundle.js", JSON, ""),
                        Endpoint.open("GET", "/api/docs/swagger-ui.css", JSON, ""),
                        Endpoint.allowed(SENDERS, "POST", "/api/offline/sync", JSON, upload),
                        Endpoint.allowed(SENDERS, "POST", "/offline/sync", JSON, upload),
                        Endpoint.allowed(SENDERS, "POST", "/api/offline/verify", JSON, scan),
                        Endpoint.allowed(SENDERS, "POST", "/offline/verify", JSON, scan),
                        Endpoint.allowed(SENDERS, "POST", "/api/offline/undo", JSON, undo),
                        Endpoint.allowed(SENDERS, "POST", "/offline/undo", JSON, undo),
                        Endpoint.allowed(READERS, "GET", "/api/offline/sync/status/{eventId}/{deviceId}", JSON, ""),
                        Endpoint.allowed(READERS, "GET", "/offline/sync/status/{eventId}/{deviceId}", JSON, ""),
                        // Whose upload it is, the status-projector knows.
                        Endpoint.anyToken("GET", "/api/offline/sync/sessions/{syncSessionId}", JSON, ""),
                        Endpoint.anyToken("GET", "/offline/sync/sessions/{syncSessionId}", JSON, ""),
                        Endpoint.allowed(STAFF_AND_DEVICES, "GET", "/api/offline/events/{eventId}/tickets", JSON, ""),
                        Endpoint.allowed(STAFF_AND_DEVICES, "GET", "/offline/events/{eventId}/tickets", JSON, ""),
                        Endpoint.allowed(ORGANISERS, "PUT", "/api/admin/events/{eventId}", JSON, "{}"),
                        Endpoint.allowed(ORGANISERS, "DELETE", "/api/admin/events/{eventId}", JSON, ""),
                        Endpoint.allowed(
                                LEADS, "PUT", "/api/admin/events/{eventId}/tickets", "text/csv", "qrcode\nA\n"),
                        Endpoint.allowed(LEADS, "POST", "/api/admin/events/{eventId}/tickets/try", JSON, "{}"),
                        Endpoint.allowed(LEADS, "POST", "/api/admin/events/{eventId}/reset-admissions", JSON, "{}"),
                        Endpoint.allowed(LEADS, "POST", "/api/admin/events/{eventId}/rescue", JSON, "{}"),
                        Endpoint.allowed(LEADS, "GET", "/api/admin/events/{eventId}/devices", JSON, ""),
                        Endpoint.allowed(LEADS, "POST", "/api/admin/events/{eventId}/devices", JSON, "{}"),
                        Endpoint.allowed(LEADS, "DELETE", "/api/admin/events/{eventId}/devices/{deviceId}", JSON, ""),
                        Endpoint.allowed(
                                LEADS, "POST", "/api/admin/events/{eventId}/devices/{deviceId}/restore", JSON, ""),
                        Endpoint.allowed(
                                LEADS, "POST", "/api/admin/events/{eventId}/devices/{deviceId}/release", JSON, "")));
    }

    private static RunningGateway gateway;
    private static Decider decider;

    @BeforeAll
    static void start(Servers servers) {
        gateway = RunningGateway.start(
                servers,
                "gatesync.gateway.projector.url=http://127.0.0.1:9",
                "gatesync.access.accounts[0].name=ada",
                "gatesync.access.accounts[0].role=organiser",
                "gatesync.access.accounts[0].passcode-hash=" + new Passcodes().hash("1234"));
        gateway.open("mine");
        decider = new Decider(servers);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        decider.close();
    }

    @Test
    void every_endpoint_is_in_the_table() {
        assertThat(TABLE.endpoints()).containsExactlyInAnyOrderElementsOf(gateway.endpoints());
    }

    static Stream<AccessTable.Try> tries() {
        return TABLE.tries();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tries")
    void it_lets_in_who_may_and_nobody_else(AccessTable.Try attempt) {
        attempt.check(gateway.http());
    }

    /** What it uploads is marked and kept apart, so that no scan is lost; it may do no more than before. */
    @Test
    void a_device_that_is_cut_off_may_still_send_and_read_and_nothing_else() {
        assertThat(gateway.http()
                        .send("DELETE", EVENT + "/devices/" + CUT_OFF, BodyPublishers.noBody())
                        .status())
                .isEqualTo(200);

        List<AccessTable.Try> tries = table(CUT_OFF)
                .tries()
                .filter(attempt -> attempt.who().equals("device"))
                .toList();

        assertThat(tries).hasSameSizeAs(gateway.endpoints());
        tries.forEach(attempt -> attempt.check(gateway.http()));
    }

    /** As an app sends it that knows no header. */
    @ParameterizedTest
    @MethodSource("tokensInBodies")
    void a_token_in_the_body_of_an_upload_counts_as_in_the_header(String token, int status) {
        String given = "{\"session_token\": \"" + token + "\", ";
        for (String body : List.of(
                UPLOAD.replace("\"s\"", "\"" + token + "\""), SCAN.replace("{", given), UNDO.replace("{", given))) {
            String path = body.contains("scans") ? "/api/offline/sync" : "/offline/verify";
            path = body.contains("undone_at") ? "/offline/undo" : path;
            assertThat(gateway.http().withoutToken().post(path, body).status())
                    .as(path)
                    .isEqualTo(status);
        }
    }

    static Stream<Arguments> tokensInBodies() {
        return Stream.of(
                arguments(TestAccess.device("mine", "gate-1"), 200),
                arguments(TestAccess.device("mine", "gate-2"), 403),
                arguments(TestAccess.device("another", "gate-1"), 403),
                arguments(TestAccess.lead("mine"), 403),
                arguments(TestAccess.expired("mine", "gate-1"), 401),
                arguments("garbage", 401));
    }

    @Test
    void nobody_is_told_without_a_token_which_events_there_are() {
        String unknown = UPLOAD.replace("mine", "nobody-has-opened-it");

        assertThat(gateway.http()
                        .withoutToken()
                        .post("/api/offline/sync", unknown)
                        .text())
                .isEqualTo(gateway.http()
                        .withoutToken()
                        .post("/api/offline/sync", UPLOAD)
                        .text());
        assertThat(gateway.http().withoutToken().post("/api/offline/sync", "{}").status())
                .isEqualTo(401);
        assertThat(gateway.http()
                        .withoutToken()
                        .put(EVENT + "-no/tickets", "text/csv", "x")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void health_is_open_and_metrics_are_the_organisers() {
        assertThat(gateway.http()
                        .withoutToken()
                        .get("/actuator/health/liveness")
                        .status())
                .isEqualTo(200);
        assertThat(gateway.http().withoutToken().get("/actuator/prometheus").status())
                .isEqualTo(401);
        assertThat(gateway.http()
                        .withToken(TestAccess.lead("mine"))
                        .get("/actuator/prometheus")
                        .status())
                .isEqualTo(403);
        assertThat(gateway.http().get("/actuator/prometheus").status()).isEqualTo(200);
    }

    /** All files of a jar have the same date: a phone that asked by it would never get a newer app. */
    @ParameterizedTest
    @ValueSource(strings = {"/app/", "/app/index.html"})
    void the_app_is_asked_for_by_what_it_holds_and_loads_nothing_from_elsewhere(String path) {
        RawHttp anybody = gateway.http().withoutToken();
        Answer page = anybody.get(path);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(page.header("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'; script-src 'self'"));
        assertThat(page.header("Cache-Control")).hasValue("no-cache");
        assertThat(page.header("Last-Modified")).isEmpty();
        String etag = page.header("ETag").orElseThrow();
        assertThat(anybody.get(path, "If-None-Match", etag).status()).isEqualTo(304);
        assertThat(anybody.get("/app/no-such-file.js").status()).isEqualTo(404);
        assertThat(anybody.get("/api/offline/nothing").header("Content-Security-Policy"))
                .hasValue("default-src 'none'; frame-ancestors 'none'");
    }
}
