package io.gatesync.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gatesync.testing.RawHttp;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import io.gatesync.testing.TestAccess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every error with {@code "retry": false}. Most with true are in {@link PendingTest} and {@link KafkaAwayTest}. */
@RealServers({Server.KAFKA, Server.REGISTRY})
class ErrorsTest {
    private static final String SYNC = "/api/offline/sync";
    private static final String EVENT = "/api/admin/events/e1";
    private static final String TICKETS = "/api/admin/events/e1/tickets";
    private static final int MAX_BODY_BYTES = 2 * 1024 * 1024;

    private static final String[] NO_HEADERS = {};

    private static RunningGateway gateway;

    @BeforeAll
    static void start(Servers servers) {
        gateway = RunningGateway.start(servers);
        gateway.open("e1");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    static Stream<Arguments> requestsToStop() {
        String json = "application/json";
        return Stream.of(
                arguments(400, "POST", SYNC, json, ""),
                arguments(400, "POST", SYNC, json, "{\"event_id\":"),
                arguments(400, "POST", SYNC, json, "{} {}"),
                arguments(400, "POST", SYNC, json, "[]"),
                arguments(400, "POST", SYNC, json, "null"),
                arguments(400, "POST", SYNC, json, "{\"scans\": " + "[".repeat(600)),
                arguments(400, "POST", SYNC, json, "{\"scans\": " + "9".repeat(1_500) + "}"),
                arguments(400, "POST", SYNC, json, "{\"" + "x".repeat(60_000) + "\": 1}"),
                arguments(400, "POST", "/offline/verify", json, "\"text\""),
                arguments(400, "PUT", EVENT, json, "{"),
                arguments(404, "POST", "/api/offline/nothing", json, "{}"),
                arguments(404, "GET", "/", null, ""),
                arguments(404, "GET", "/error", null, ""),
                arguments(404, "GET", "/actuator/env", null, ""),
                arguments(405, "GET", SYNC, null, ""),
                arguments(405, "DELETE", TICKETS, null, ""),
                arguments(415, "POST", SYNC, "text/plain", "{}"),
                arguments(415, "POST", SYNC, null, "{}"),
                arguments(415, "POST", SYNC, "application/x-www-form-urlencoded", "a=b"),
                arguments(415, "POST", SYNC, "multipart/form-data; boundary=x", "--x--"),
                arguments(415, "PUT", TICKETS, "application/pdf", "%PDF"),
                arguments(415, "PUT", TICKETS, "multipart/form-data; boundary=x", "--x--"),
                arguments(415, "PUT", TICKETS, "nonsense", "qrcode\nA\n"),
                arguments(400, "PUT", TICKETS, json, "[{\"qrcode\": \"A\"}, {"),
                arguments(422, "PUT", TICKETS, json, "{}"),
                arguments(422, "PUT", TICKETS, json, "[{}]"),
                arguments(422, "PUT", TICKETS, "text/csv", "qrcode,status\nA,lost\nB,lost\n"),
                arguments(422, "PUT", TICKETS + "?mod=check", "text/csv", "qrcode\nA\n"),
                arguments(422, "PUT", TICKETS + "?mode=overwrite", "text/csv", "qrcode\nA\n"),
                arguments(422, "POST", TICKETS + "/try", json, "{}"),
                arguments(415, "PUT", TICKETS, "text/csv; charset=iso-8859-1", "qrcode\nA\n"),
                arguments(422, "POST", SYNC, json, "{}"),
                arguments(422, "PUT", EVENT, json, "{}"),
                arguments(400, "PUT", "/api/admin/events/%00/tickets", "text/csv", "qrcode\nA\n"),
                arguments(422, "PUT", "/api/admin/events/%01/tickets", "text/csv", "qrcode\nA\n"),
                arguments(422, "PUT", "/api/admin/events/%20/tickets", "text/csv", "qrcode\nA\n"),
                arguments(422, "PUT", TICKETS, "text/csv", "name\nA\n"));
    }

    @ParameterizedTest(name = "{0} for {1} {2} with {3} {4}")
    @MethodSource("requestsToStop")
    void a_request_that_can_never_succeed_is_told_to_stop(
            int status, String method, String path, String contentType, String body) {
        assertTellsToStop(
                gateway.http()
                        .send(
                                method,
                                path,
                                BodyPublishers.ofString(body),
                                contentType == null ? NO_HEADERS : new String[] {"Content-Type", contentType}),
                status);
    }

    @Test
    void an_upload_of_more_elements_than_its_body_can_hold_scans_is_too_large() {
        String elements = "0,".repeat(MAX_BODY_BYTES / 32) + "0";

        assertTellsToStop(gateway.http().post(SYNC, Device.atOwnEvent().uploadOf(elements)), 413);
    }

    @Test
    void a_body_over_the_limit_is_too_large_if_it_says_its_length() {
        assertTellsToStop(gateway.http().post(SYNC, "x".repeat(MAX_BODY_BYTES + 1)), 413);
        assertTellsToStop(gateway.http().post("/offline/verify", "x".repeat(MAX_BODY_BYTES + 1)), 413);
        assertTellsToStop(gateway.http().put(EVENT, "application/json", "x".repeat(MAX_BODY_BYTES + 1)), 413);
    }

    @Test
    void a_body_over_the_limit_is_too_large_if_it_is_chunked() {
        byte[] body = "x".repeat(MAX_BODY_BYTES + 1).getBytes(StandardCharsets.UTF_8);

        assertTellsToStop(
                gateway.http()
                        .send(
                                "POST",
                                SYNC,
                                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)),
                                "Content-Type",
                                "application/json"),
                413);
    }

    @Test
    void a_workbook_over_its_limit_is_too_large() {
        assertTellsToStop(
                gateway.http().put(TICKETS, "application/octet-stream", "PK\u0003\u0004" + " ".repeat(17 << 20)), 413);
    }

    @Test
    void a_body_at_the_limit_is_read() {
        assertTellsToStop(gateway.http().post(SYNC, " ".repeat(MAX_BODY_BYTES - 2) + "{}"), 422);
    }

    /** What people type into the app's setting for its server, and what comes of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "//offline/sync",
                "/api//offline/sync",
                "/api/offline/sync/",
                "/api/api/offline/sync",
                "/API/offline/sync",
                "/api/offline%2Fsync",
                "/api/offline%252Fsync",
                "/api/offline/sync%00",
                "/api/offline/sync;jsessionid=1",
                "/api/offline/../offline/sync",
                "/api/offline/%2e%2e/sync",
                "/api\\offline\\sync",
                "/api/offline/sync.json",
                "/api/offline/sync%",
                "/api/offline/sync?a=%",
                "/api/offline/sync?a={b}",
                "/api/offline/sync?a=[b]",
                "/api/offline/sync?a=\u00fc",
                "/api/offline/sync?a=1&a=2&=&&b",
                "/api/offline/sync?%00",
                "*"
            })
    void an_odd_path_or_query_is_a_verdict_or_a_problem_and_never_html(String target) throws IOException {
        Device device = Device.atOwnEvent();
        gateway.open(device.eventId());
        String body = device.upload("A");
        String answer = raw("POST " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer " + TestAccess.organiser()
                + "\r\nPrefer: respond-async\r\nAccept: text/html\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body);

        assertThat(answer).matches("(?s)HTTP/1.1 (202|400|404) .*").doesNotContainIgnoringCase("<html");
        assertThat(answer).containsPattern("Content-Type: application/(problem\\+)?json");
        assertThat(answer).containsPattern("\"pending\":1|\"retry\":false");
    }

    /** Java's own client refuses to send it. */
    @ParameterizedTest
    @ValueSource(strings = {"GET /actuator/health?a=%zz", "PUT /api/admin/events/e1/tickets?mode=%zz"})
    void a_query_that_cannot_be_read_is_told_to_stop(String request) throws IOException {
        assertThat(raw(request
                        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: text/csv\r\nAuthorization: Bearer "
                        + TestAccess.organiser() + "\r\nContent-Length: 0\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("\"retry\":false");
    }

    @Test
    void what_no_gateway_can_do_is_no_reason_to_throw_scans_away() throws IOException {
        String answer = raw("POST " + SYNC + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: snappy\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 501");
        assertThat(answer).contains("application/problem+json").contains("\"retry\":true");
    }

    @Test
    void a_refused_method_says_which_is_allowed() {
        assertThat(gateway.http().get(SYNC).header("Allow")).hasValue("POST");
    }

    @Test
    void a_request_that_tomcat_itself_refuses_is_told_to_stop() throws IOException {
        String answer = raw("GET /a|b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(answer).contains("application/problem+json").contains("\"retry\":false");
    }

    @Test
    void a_request_without_a_host_is_told_to_stop() throws IOException {
        String answer = raw("GET / HTTP/1.1\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(answer).contains("application/problem+json").contains("\"retry\":false");
    }

    @Test
    void a_body_that_is_not_valid_http_is_told_to_stop() throws IOException {
        String answer = raw("POST " + SYNC + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\nno length\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(answer).contains("application/problem+json").contains("\"retry\":false");
    }

    @Test
    void a_body_that_breaks_off_is_told_to_send_it_again() throws IOException {
        String answer = raw("POST " + SYNC + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 100\r\n\r\n{\"event_id\"");

        assertThat(answer).startsWith("HTTP/1.1 408");
        assertThat(answer)
                .contains("application/problem+json")
                .contains("\"retry\":true")
                .contains("Retry-After: 1");
    }

    @Test
    void a_bug_is_told_to_send_again_and_shows_no_internals() {
        // Where a rule lets it be called.
        gateway.addBug("/api/offline/sync/sessions/bug", "internals");

        RawHttp.Answer answer = gateway.http().get("/api/offline/sync/sessions/bug");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.header("Retry-After")).hasValue("1");
        assertThat(answer.json().path("retry").asBoolean()).isTrue();
        assertThat(answer.text()).doesNotContain("internals").doesNotContain("Exception");
    }

    @Test
    void invalid_fields_are_named_as_laravel_names_them() {
        RawHttp.Answer answer = gateway.http().post(SYNC, """
                {"event_id": 7, "device_id": "d", "session_token": " ", "scans": [{"scanned_at": "x"}]}""");

        assertTellsToStop(answer, 422);
        assertThat(answer.json().path("message").asString())
                .isEqualTo("The event id field must be a string. (and 1 more error)");
        assertThat(answer.json().path("errors")).hasToString("""
                {"event_id":["The event id field must be a string."],\
                "session_token":["The session token field is required."]}""");
    }

    private static void assertTellsToStop(RawHttp.Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.header("Retry-After")).isEmpty();
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("title").asString()).isNotBlank();
        assertThat(answer.json().path("retry").isBoolean()).isTrue();
        assertThat(answer.json().path("retry").asBoolean()).isFalse();
    }

    private static String raw(String request) throws IOException {
        URI origin = URI.create(gateway.http().origin());
        try (Socket socket = new Socket(origin.getHost(), origin.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
