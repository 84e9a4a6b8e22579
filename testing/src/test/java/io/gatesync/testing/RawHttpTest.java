package io.gatesync.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatesync.testing.RawHttp.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RawHttpTest {
    private HttpServer server;
    private RawHttp http;

    /** Answers every request with 409 and what it was sent. */
    @BeforeEach
    void an_echo() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", RawHttpTest::echo);
        server.start();
        http = new RawHttp("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static void echo(HttpExchange exchange) throws IOException {
        String sent = "{\"method\": \"%s\", \"path\": \"%s\", \"type\": \"%s\", \"prefer\": \"%s\", \"body\": \"%s\"}"
                .formatted(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI(),
                        exchange.getRequestHeaders().getFirst("Content-Type"),
                        exchange.getRequestHeaders().getFirst("Prefer"),
                        new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        byte[] body = sent.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Retry-After", "7");
        exchange.sendResponseHeaders(409, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static List<String> sent(Answer answer) {
        return List.of("method", "path", "type", "prefer", "body").stream()
                .map(field -> answer.json().path(field).asString())
                .toList();
    }

    @Test
    void a_request_arrives_as_it_was_made() throws Exception {
        assertThat(sent(http.get("/a?b=c", "Prefer", "respond-async")))
                .containsExactly("GET", "/a?b=c", "null", "respond-async", "");
        assertThat(sent(http.post("/a", "[\u00fc]", "Prefer", "x")))
                .containsExactly("POST", "/a", "application/json", "x", "[\u00fc]");
        assertThat(sent(http.postLater("/a", "1").get()))
                .containsExactly("POST", "/a", "application/json", "null", "1");
        assertThat(sent(http.put("/a", "text/csv", "qrcode")))
                .containsExactly("PUT", "/a", "text/csv", "null", "qrcode");
        assertThat(sent(http.send("DELETE", "/a", BodyPublishers.noBody())))
                .containsExactly("DELETE", "/a", "null", "null", "");
    }

    @Test
    void an_answer_of_any_status_is_an_answer() {
        Answer answer = http.get("/");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.header("retry-after")).hasValue("7");
        assertThat(answer.header("Location")).isEmpty();
        assertThat(answer).asString().startsWith("GET " + http.origin() + "/ answered 409 {\"method\"");
    }

    @Test
    void no_answer_is_an_exception() {
        server.stop(0);

        assertThatThrownBy(() -> http.get("/")).isInstanceOf(UncheckedIOException.class);
    }
}
