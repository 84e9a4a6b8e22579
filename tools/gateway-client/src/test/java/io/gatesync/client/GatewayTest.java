package io.gatesync.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.gatesync.client.Reply.Answered;
import io.gatesync.client.Reply.SendAgain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that gives the same answer to every request, and keeps the request. */
class GatewayTest {
    private static final UUID SCAN_ID = UUID.fromString("3f2b8c1e-0000-4000-8000-000000000001");

    private HttpServer server;
    private Gateway gateway;
    private int status;
    private String retryAfter;
    private String answer;
    private String asked;
    private String authorization;

    @BeforeEach
    void a_server() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (retryAfter != null) {
                exchange.getResponseHeaders().add("Retry-After", retryAfter);
            }
            byte[] body = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        gateway =
                new Gateway(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answers(int with, String body) {
        status = with;
        answer = body;
    }

    @Test
    void an_upload_is_sent_and_answered_as_the_api_says() {
        answers(200, """
                {"sync_session_id": 7, "results": [
                  {"qrcode": "A", "sync_status": "synced", "status": 200, "replayed": true},
                  {"qrcode": "B", "sync_status": "conflict", "status": 409}]}""");
        Upload upload =
                new Upload("e", "d", "s", List.of(new Upload.Scan("A", 1, SCAN_ID), new Upload.Scan("B", 2, null)));

        Reply<SyncAnswer> reply = gateway.sync(Gateway.body(upload));

        assertThat(asked)
                .isEqualTo(
                        "POST /api/offline/sync {\"event_id\":\"e\",\"device_id\":\"d\",\"session_token\":\"s\",\"scans\":["
                                + "{\"qrcode\":\"A\",\"scanned_at\":1,\"scan_id\":\"" + SCAN_ID
                                + "\"},{\"qrcode\":\"B\",\"scanned_at\":2}]}");
        assertThat(reply)
                .isEqualTo(new Answered<>(new SyncAnswer(
                        7,
                        List.of(
                                new ScanResult("A", SyncStatus.SYNCED, true),
                                new ScanResult("B", SyncStatus.CONFLICT, false)))));
    }

    @Test
    void names_in_paths_are_encoded() {
        answers(200, "{\"total_scans\": 1, \"pending_scans\": 2}");

        assertThat(gateway.status("open air/2026", "phone 1")).isEqualTo(new Answered<>(new DeviceStatus(1, 2)));
        assertThat(asked).startsWith("GET /api/offline/sync/status/open%20air%2F2026/phone%201");
    }

    @Test
    void a_problem_that_says_retry_is_to_be_sent_again_after_the_time_it_names() {
        answers(404, "{\"detail\": \"Not known yet.\", \"retry\": true}");
        retryAfter = "7";

        assertThat(gateway.session(1)).isEqualTo(new SendAgain<>(Duration.ofSeconds(7), "Not known yet."));
    }

    @Test
    void an_answer_of_a_proxy_is_judged_by_its_status() {
        answers(503, "<h1>Service unavailable</h1>");
        assertThat(gateway.session(1)).isEqualTo(new SendAgain<>(Duration.ofSeconds(1), ""));

        answers(502, "<h1>Bad gateway</h1>");
        assertThat(gateway.session(1)).isInstanceOf(SendAgain.class);

        answers(404, "<h1>Nothing here</h1>");
        assertThatThrownBy(() -> gateway.session(1)).isInstanceOf(RequestRefusedException.class);
    }

    @Test
    void a_problem_that_says_stop_is_refused_with_its_reason() {
        answers(403, "{\"detail\": \"Wrong passcode.\", \"retry\": false}");

        assertThatThrownBy(() -> gateway.openEvent("e", "Event", "1234"))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("PUT http://127.0.0.1:")
                .hasMessageEndingWith("/api/admin/events/e was refused: HTTP 403 Wrong passcode.");
    }

    @Test
    void an_answer_that_is_not_the_gateways_is_refused() {
        answers(200, "<h1>Welcome</h1>");

        assertThatThrownBy(() -> gateway.session(1))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("/api/offline/sync/sessions/1");
    }

    @Test
    void where_nobody_answers_the_same_is_to_be_sent_again() {
        server.stop(0);

        assertThat(gateway.session(1))
                .isInstanceOfSatisfying(
                        SendAgain.class,
                        later -> assertThat(later.why()).startsWith("No answer from http://127.0.0.1:"));
    }

    @Test
    void a_device_logs_in_with_the_passcode_of_its_event_and_then_calls_with_its_token() {
        answers(200, "{\"token\": \"secret\", \"expires_at\": \"2026-07-04T12:00:00Z\", \"event\": {\"name\": \"E\"}}");

        Reply<Session> reply = gateway.login("e", "1234", "phone-1", "of phone 1");

        assertThat(asked).startsWith("POST /api/offline/login ");
        assertThat(asked)
                .contains(
                        "\"event_id\":\"e\"",
                        "\"passcode\":\"1234\"",
                        "\"device_id\":\"phone-1\"",
                        "\"installation\":\"of phone 1\"");
        assertThat(authorization).isNull();
        Session session = new Session("secret", Instant.parse("2026-07-04T12:00:00Z"));
        assertThat(reply).isEqualTo(new Answered<>(session));
        assertThat(reply.toString()).doesNotContain("secret");

        answers(200, "{\"total_scans\": 1, \"pending_scans\": 2}");
        gateway.as(session).status("e", "phone-1");
        assertThat(authorization).isEqualTo("Bearer secret");
        gateway.status("e", "phone-1");
        assertThat(authorization)
                .as("the gateway itself is still called by nobody")
                .isNull();
    }

    @Test
    void an_organiser_logs_in_with_a_name() {
        answers(200, "{\"token\": \"secret\", \"expires_at\": \"2026-07-04T12:00:00Z\"}");

        assertThat(gateway.loginAccount("organiser", "1234")).isInstanceOf(Answered.class);
        assertThat(asked).startsWith("POST /api/admin/login ");
        assertThat(asked).contains("\"name\":\"organiser\"", "\"passcode\":\"1234\"");
    }

    @Test
    void who_has_no_valid_token_is_told_to_log_in_and_who_has_the_wrong_passcode_is_refused() {
        answers(401, "{\"detail\": \"The token has expired.\", \"retry\": false, \"login\": true}");
        assertThat(gateway.session(1)).isEqualTo(new SendAgain<>(Duration.ZERO, "The token has expired.", true));

        answers(401, "{\"detail\": \"Wrong passcode.\", \"retry\": false}");
        assertThatThrownBy(() -> gateway.login("e", "wrong", "d", "of d"))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("Wrong passcode.")
                .hasMessageNotContaining("\"passcode\"");
    }
}
