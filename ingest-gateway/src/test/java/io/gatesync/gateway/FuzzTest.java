package io.gatesync.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.messaging.Topic;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Seed;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import io.gatesync.testing.TestAccess;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Broken requests of all kinds do no harm: no 5xx but 503, and those for a transfer encoding or version that nobody knows (501,
 * 505); no hang, no verdict; and a good upload works afterwards. {@code
 * -Dgatesync.fuzz.requests=20000} sends more of them, {@code -Dseed=N} the same again.
 */
@RealServers({Server.KAFKA, Server.REGISTRY})
class FuzzTest {
    private static final int REQUESTS = Integer.getInteger("gatesync.fuzz.requests", 2_000);
    private static final int AT_A_TIME = 8;
    /** Longer than the gateway waits for anything; who waits longer hangs. */
    private static final Duration HANGS_AFTER = Duration.ofMinutes(1);

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");
    private static final Pattern INTERNALS =
            Pattern.compile("(?i)exception|\\tat |tomcat|org\\.springframework|java\\.|<html");
    /** The answers of HEAD have no body, whatever their status. */
    private static final Set<Integer> FINE = Set.of(
            200, 207, 400, 401, 403, 404, 405, 406, 408, 409, 410, 413, 414, 415, 417, 422, 429, 431, 501, 503, 505);
    /** A request whose version is broken away is answered as HTTP/0.9 had it: by a body alone. */
    private static final String WITHOUT_HEADERS = "{\"title\":\"Bad Request\",\"status\":400,\"retry\":false}";

    private static RunningGateway gateway;
    private static Decider decider;
    private static Published published;

    @BeforeAll
    static void start(Servers servers) {
        gateway = RunningGateway.start(servers, "gatesync.gateway.projector.url=http://127.0.0.1:9");
        gateway.open(BrokenRequest.OPEN_EVENT);
        decider = new Decider(servers);
        published = new Published(servers);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        decider.close();
    }

    @Test
    void broken_requests_do_no_harm() {
        long seed = Seed.printed().value();
        long scansBefore = published.count(Topic.SCANS);

        Queue<String> harms = new ConcurrentLinkedQueue<>();
        try (ExecutorService senders = Executors.newFixedThreadPool(AT_A_TIME)) {
            for (int i = 0; i < REQUESTS; i++) {
                BrokenRequest request = new BrokenRequest(seed + i);
                senders.execute(() -> harm(request, harms));
            }
        }

        assertThat(harms).isEmpty();
        assertThat(published.count(Topic.SCANS)).isEqualTo(scansBefore);
        String device = TestAccess.device(BrokenRequest.OPEN_EVENT, "gate-1");
        assertThat(gateway.http()
                        .withToken(device)
                        .post("/api/offline/sync", """
                        {"event_id": "%s", "device_id": "gate-1", "session_token": "s", "scans": [{"qrcode": "A"}]}""".formatted(BrokenRequest.OPEN_EVENT))
                        .status())
                .isEqualTo(200);
        assertThat(published.count(Topic.SCANS)).isEqualTo(scansBefore + 1);
        assertThat(gateway.http().get("/actuator/health/readiness").status()).isEqualTo(200);
    }

    private static void harm(BrokenRequest request, Queue<String> harms) {
        try {
            String answer = send(request.bytes());
            Matcher status = STATUS.matcher(answer);
            boolean fine = answer.isEmpty()
                    || answer.equals(WITHOUT_HEADERS)
                    || (status.lookingAt()
                            && FINE.contains(Integer.parseInt(status.group(1)))
                            && !INTERNALS.matcher(answer).find()
                            && !answer.contains("sync_status")
                            && isProblemWhereItIsAnError(answer, Integer.parseInt(status.group(1))));
            if (!fine) {
                harms.add(request + " was answered: " + answer);
            }
        } catch (IOException e) {
            harms.add(request + " hangs: " + e);
        }
    }

    private static boolean isProblemWhereItIsAnError(String answer, int status) {
        return status < 400 || answer.toLowerCase(Locale.ROOT).contains("content-type: application/problem+json");
    }

    /** The answer; empty if the gateway hung up on what is no HTTP. */
    private static String send(byte[] request) throws IOException {
        URI origin = URI.create(gateway.http().origin());
        try (Socket socket = new Socket(origin.getHost(), origin.getPort())) {
            socket.setSoTimeout((int) HANGS_AFTER.toMillis());
            try {
                socket.getOutputStream().write(request);
                socket.shutdownOutput();
                return new String(socket.getInputStream().readAllBytes(), UTF_8);
            } catch (SocketException e) {
                return ""; // It answered, and hung up, before it was sent all.
            }
        }
    }

    /** So that the requests are what they are meant to be: unbroken, most would be let in, or refused for their event. */
    @Test
    void a_seed_makes_the_same_request_again() {
        for (long seed : List.of(1L, 2L, 3L)) {
            assertThat(new String(new BrokenRequest(seed).bytes(), ISO_8859_1).replaceAll("ey[\\w.-]+", ""))
                    .isEqualTo(new String(new BrokenRequest(seed).bytes(), ISO_8859_1).replaceAll("ey[\\w.-]+", ""));
        }
    }
}
