package io.gatesync.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.gatesync.testing.RawHttp;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import io.gatesync.testing.TestAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads are forwarded to the status-projector, and its answers come back unchanged. */
@RealServers({Server.KAFKA, Server.REGISTRY})
class ReadProxyTest {
    private static HttpServer projector;
    private static RunningGateway gateway;

    private static volatile String seenMethod;
    private static volatile String seenTarget;
    private static volatile Headers seenHeaders;
    private static volatile int answerStatus = 200;
    private static final AtomicInteger ASKED = new AtomicInteger();
    private static volatile CountDownLatch answering = new CountDownLatch(0);

    @BeforeAll
    static void start(Servers servers) throws IOException {
        projector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        projector.createContext("/", exchange -> {
            ASKED.incrementAndGet();
            seenMethod = exchange.getRequestMethod();
            seenTarget = exchange.getRequestURI().toString();
            seenHeaders = exchange.getRequestHeaders();
            try {
                answering.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            byte[] body = "{\"of\":\"projector\"}".getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
            exchange.getResponseHeaders().set("Retry-After", "1");
            exchange.getResponseHeaders().set("X-Internal", "1");
            exchange.sendResponseHeaders(answerStatus, "HEAD".equals(seenMethod) ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        projector.start();
        gateway = RunningGateway.start(
                servers,
                "gatesync.gateway.projector.url=http://127.0.0.1:"
                        + projector.getAddress().getPort(),
                "gatesync.gateway.projector.timeout=3s");
    }

    /** What the stand-in for the projector answers is made up, and not as the API is described. */
    private static RawHttp http() {
        return gateway.http().checkedBy(answer -> {});
    }

    @AfterAll
    static void stop() {
        gateway.close();
        projector.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/offline/sync/status/e1/d1, /status/e1/d1",
        "/offline/sync/status/e1/d1, /status/e1/d1",
        "/api/offline/sync/sessions/2048, /sessions/2048",
        "/offline/sync/sessions/no-number, /sessions/no-number",
        "/offline/sync/status/a%20b/c+d, /status/a%20b/c%2Bd",
        "/offline/sync/status/a%2Fb/c%5Cd%3Be%3F%23, /status/a%2Fb/c%5Cd%3Be%3F%23",
        "/offline/sync/status/K%C3%B6ln/%F0%9F%8E%AA%25, /status/K%C3%B6ln/%F0%9F%8E%AA%25",
        "/offline/sync/status/%20e1/d1%E2%80%8B, /status/e1/d1",
        "/offline/sync/status/e1/d1?a=1, /status/e1/d1"
    })
    void the_ids_arrive_as_those_of_scans_do_and_a_query_does_not(String target, String forwarded) {
        assertThat(http().get(target).status()).isEqualTo(200);

        assertThat(seenTarget).isEqualTo("/api/offline/sync" + forwarded);
        assertThat(seenMethod).isEqualTo("GET");
    }

    @Test
    void the_devices_of_an_event_are_the_projectors_to_list() {
        assertThat(http().get("/api/admin/events/open%20air/devices").status()).isEqualTo(200);

        assertThat(seenTarget).isEqualTo("/api/admin/events/open%20air/devices");
    }

    @Test
    void a_list_of_tickets_is_passed_on_with_what_the_device_says_of_its_own() {
        RawHttp.Answer answer = http().get(
                        "/offline/events/open%20air/tickets?wait=25&cursor=a-b_c&x=1",
                        "Accept-Encoding", "gzip", "If-None-Match", "\"b7\"");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"of\":\"projector\"}");
        assertThat(seenTarget).isEqualTo("/api/offline/events/open%20air/tickets?cursor=a-b_c&wait=25");
        assertThat(seenHeaders.getFirst("Accept-Encoding")).isEqualTo("gzip");
        assertThat(seenHeaders.getFirst("If-None-Match")).isEqualTo("\"b7\"");
        assertThat(http().get("/offline/events/e/tickets?cursor=%20").status()).isEqualTo(400);
    }

    @Test
    void a_broken_query_does_no_harm() throws IOException {
        URI origin = URI.create(http().origin());
        try (Socket socket = new Socket(origin.getHost(), origin.getPort())) {
            socket.getOutputStream()
                    .write(("GET /offline/sync/status/e1/d1?x=%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                                    + "Authorization: Bearer " + TestAccess.organiser() + "\r\n\r\n")
                            .getBytes(UTF_8));

            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void the_status_the_body_and_only_some_headers_come_back() {
        answerStatus = 404;
        RawHttp.Answer answer = http().get("/offline/sync/sessions/2048", "X-Secret", "1", "Accept", "text/x");
        answerStatus = 200;

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).isEqualTo("{\"of\":\"projector\"}");
        assertThat(answer.header("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.header("Retry-After")).hasValue("1");
        assertThat(answer.header("X-Internal")).isEmpty();
        assertThat(seenHeaders.getFirst("Accept")).isEqualTo("text/x");
        assertThat(seenHeaders.containsKey("X-Secret")).isFalse();
        assertThat(seenHeaders.getFirst("Authorization")).startsWith("Bearer ey");
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 429, 503})
    void what_the_projector_answers_is_passed_on_and_it_is_not_asked_again(int status) {
        int before = ASKED.get();
        answerStatus = status;
        RawHttp.Answer answer = http().get("/offline/sync/sessions/2048");
        answerStatus = 200;

        assertThat(answer.status()).isEqualTo(status);
        assertThat(ASKED.get() - before).isEqualTo(1);
    }

    /** As it is after the projector was restarted: the gateway finds out when it asks. */
    @Test
    void a_kept_connection_that_the_projector_has_closed_is_replaced(Servers servers) throws IOException {
        try (ServerSocket closing = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
                RunningGateway alone = RunningGateway.start(
                        servers, "gatesync.gateway.projector.url=http://127.0.0.1:" + closing.getLocalPort())) {
            Thread.ofPlatform().daemon().start(() -> answerOnceOnEachConnection(closing));

            for (int question = 0; question < 3; question++) {
                assertThat(alone.http()
                                .checkedBy(answer -> {})
                                .get("/api/offline/sync/sessions/2048")
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    private static void answerOnceOnEachConnection(ServerSocket closing) {
        try {
            while (true) {
                try (Socket connection = closing.accept()) {
                    connection.getInputStream().read(new byte[8_192]);
                    connection
                            .getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(UTF_8));
                }
            }
        } catch (IOException e) {
            assertThat(closing.isClosed()).isTrue();
        }
    }

    @Test
    void a_read_is_told_to_send_it_again_if_the_projector_does_not_answer_in_time() {
        answering = new CountDownLatch(1);
        RawHttp.Answer answer = http().get("/offline/sync/status/e1/d1");
        answering.countDown();

        assertTellsToSendAgain(answer);
    }

    @Test
    void a_read_is_told_to_send_it_again_if_the_projector_is_not_running(Servers servers) throws IOException {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        try (RunningGateway alone =
                RunningGateway.start(servers, "gatesync.gateway.projector.url=http://127.0.0.1:" + port)) {
            assertTellsToSendAgain(alone.http().get("/api/offline/sync/sessions/2048"));
        }
    }

    private static void assertTellsToSendAgain(RawHttp.Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.header("Retry-After")).hasValue("1");
        assertThat(answer.json().path("retry").asBoolean()).isTrue();
    }
}
