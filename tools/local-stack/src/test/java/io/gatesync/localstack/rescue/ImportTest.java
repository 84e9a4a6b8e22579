package io.gatesync.localstack.rescue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatesync.client.Gateway;
import io.gatesync.client.LoggedIn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway that fails on purpose; the system tests import into a real one. */
class ImportTest {
    private record Answer(int status, String body) {}

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private Import toServer;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        toServer = new Import(LoggedIn.account(new Gateway(url), "ada", "1234"), true, Duration.ZERO);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean login = exchange.getRequestURI().getPath().endsWith("/login");
            Answer answer = login
                    ? new Answer(200, "{\"token\": \"t\", \"expires_at\": \"2126-07-04T12:00:00Z\"}")
                    : answers.remove();
            if (!login) {
                asked.add(exchange.getRequestURI() + " "
                        + new String(exchange.getRequestBody().readAllBytes(), UTF_8)
                                .lines()
                                .count());
            }
            exchange.getResponseHeaders().add("Retry-After", "0");
            byte[] body = answer.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Test
    void it_says_what_was_decided_as_the_phone_had_shown_and_what_was_not() throws InterruptedException {
        answers.add(results(
                result("synced", "Synced successfully", ""),
                result("failed", "Ticket not found", ", \"replayed\": true"),
                result(
                        "conflict",
                        "Already scanned by another device",
                        ", \"scanned_by\": \"south-1\", \"scanned_at_ms\": 0"),
                result("failed", "Refused at the gate", "")));

        ImportedScans imported = send(
                scan("A", Optional.of(true)),
                scan("B", Optional.of(false)),
                scan("C", Optional.of(true)),
                scan("D", Optional.empty()));

        assertThat(asked).containsExactly("/api/admin/events/open-air/rescue?cut_off=accept 6");
        assertThat(imported.isComplete()).isTrue();
        assertThat(String.join("\n", imported.report()))
                .contains("4 scans sent:", "2 decided as the phone had shown", "1 decided differently:")
                .containsPattern("C  let in; the server: Already scanned by another device \\(first by south-1, .*\\)")
                .containsPattern("1 interrupted: .*\n.*D  the server: Refused at the gate")
                .contains("1 of them the server had before")
                .doesNotContain("NOT TAKEN");
    }

    @Test
    void it_sends_again_until_all_is_decided() throws InterruptedException {
        answers.add(new Answer(503, "{\"detail\": \"Kafka is away.\", \"retry\": true}"));
        answers.add(results(result("pending", "Not decided yet", "")));
        answers.add(results(result("synced", "Synced successfully", "")));

        assertThat(send(scan("A", Optional.of(true))).isComplete()).isTrue();
        assertThat(asked).hasSize(3);
    }

    @Test
    void what_is_refused_holds_up_no_other_and_is_told() throws InterruptedException {
        answers.add(new Answer(404, "{\"detail\": \"Nobody has opened an event x.\", \"retry\": false}"));
        answers.add(results(result("synced", "Synced successfully", "")));

        ImportedScans imported = toServer.send(
                "north-1", List.of(List.of(scan("A", Optional.of(true))), List.of(scan("B", Optional.of(true)))));

        assertThat(imported.isComplete()).isFalse();
        assertThat(imported.report())
                .contains("1 scan sent:")
                .anyMatch(line -> line.startsWith("NOT TAKEN: 1 scan of open-air (line 7): ")
                        && line.endsWith("Nobody has opened an event x."));
    }

    @Test
    void what_no_server_takes_or_decides_is_told() throws InterruptedException {
        for (int attempt = 0; attempt < 10; attempt++) {
            answers.add(new Answer(503, "{\"detail\": \"Kafka is away.\", \"retry\": true}"));
        }
        ImportedScans away = send(scan("A", Optional.of(true)));
        for (int attempt = 0; attempt < 10; attempt++) {
            answers.add(results(result("pending", "Not decided yet", "")));
        }
        ImportedScans slow = send(scan("A", Optional.of(true)));

        assertThat(away.isComplete()).isFalse();
        assertThat(away.report()).anyMatch(line -> line.startsWith("NOT TAKEN") && line.contains("Kafka is away."));
        assertThat(slow.isComplete()).isFalse();
        assertThat(slow.report()).anyMatch(line -> line.contains("1 taken in, and not decided yet"));
    }

    private ImportedScans send(ExportedScan... scans) throws InterruptedException {
        return toServer.send("north-1", List.of(List.of(scans)));
    }

    private static ExportedScan scan(String qrcode, Optional<Boolean> letIn) {
        return new ExportedScan(7, "{}", "open-air", qrcode, Instant.EPOCH, letIn);
    }

    private static Answer results(String... results) {
        return new Answer(200, "{\"results\": [" + String.join(",", results) + "]}");
    }

    private static String result(String status, String message, String more) {
        return "{\"sync_status\": \"%s\", \"message\": \"%s\"%s}".formatted(status, message, more);
    }
}
