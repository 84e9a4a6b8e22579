package io.gatesync.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatesync.bench.LoadSpec.Arrivals;
import io.gatesync.bench.LoadSpec.Call;
import io.gatesync.bench.LoadSpec.Codes;
import io.gatesync.bench.LoadSpec.Mix;
import io.gatesync.bench.LoadSpec.Pace;
import io.gatesync.client.Gateway;
import io.gatesync.client.LoggedIn;
import io.gatesync.client.RequestRefusedException;
import io.gatesync.client.SyncStatus;
import io.gatesync.guarantees.Finding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service that a test tells how to answer. */
class LoadGeneratorTest {

    private static final Pattern CODE = Pattern.compile("\"qrcode\":\"([^\"]+)\"");
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger uploads = new AtomicInteger();
    private HttpServer service;

    private interface Answering {
        /** @param upload counts from 1 */
        void answer(int upload, HttpExchange exchange, String synced) throws Exception;
    }

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.setExecutor(threads);
        service.createContext(
                "/api/offline/login",
                exchange -> send(exchange, 200, "{\"token\":\"abc\",\"expires_at\":\"2099-01-01T00:00:00Z\"}"));
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
        threads.shutdownNow();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void answerBy(Answering answering) {
        service.createContext("/api/offline/sync", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            List<String> results = new ArrayList<>();
            Matcher codes = CODE.matcher(body);
            while (codes.find()) {
                results.add("{\"qrcode\":\"" + codes.group(1) + "\",\"status\":200,\"sync_status\":\"synced\"}");
            }
            try {
                answering.answer(
                        uploads.incrementAndGet(),
                        exchange,
                        "{\"results\":[" + String.join(",", results) + "],\"sync_session_id\":7}");
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
    }

    private LoadGenerator generator(LoadSpec load) throws Exception {
        URI base = URI.create("http://127.0.0.1:" + service.getAddress().getPort());
        Callers callers = new Callers(base, LoggedIn.account(new Gateway(base), "organiser", "none"), "event");
        ScanPlan plan = ScanPlan.of("event", "a", load, 1);
        callers.logIn(plan);
        return new LoadGenerator(callers, plan);
    }

    private LoadGenerator run(LoadSpec load) throws Exception {
        LoadGenerator generator = generator(load);
        generator.run(LIMIT);
        return generator;
    }

    private static void assertAllSynced(LoadGenerator generator, long scans) {
        assertThat(generator.verdicts().findings()).allMatch(Finding::holds);
        assertThat(generator.verdicts().counts()).containsEntry(SyncStatus.SYNCED, scans);
    }

    @Test
    void a_connection_that_the_service_closes_after_an_answer_makes_nothing_be_sent_again() throws Exception {
        answerBy((upload, exchange, synced) -> {
            exchange.getResponseHeaders().set("Connection", "close");
            send(exchange, 200, synced);
        });

        LoadGenerator generator = run(new LoadSpec(60, 10, 1, 0));

        assertAllSynced(generator, 60);
        assertThat(generator.sentAgain()).isZero();
    }

    @Test
    void every_upload_is_sent_with_the_devices_token_and_read() throws Exception {
        List<String> tokens = new ArrayList<>();
        answerBy((upload, exchange, synced) -> {
            synchronized (tokens) {
                tokens.addAll(exchange.getRequestHeaders().get("Authorization"));
            }
            send(exchange, 200, synced);
        });

        LoadGenerator generator = run(new LoadSpec(1_000, 100, 3, 0));

        assertAllSynced(generator, 1_000);
        assertThat(tokens).hasSize(10).containsOnly("Bearer abc");
        assertThat(generator.answered()).hasSize(10).allMatch(upload -> upload.syncSessionId() == 7);
        assertThat(generator.sentAgain()).isZero();
    }

    @Test
    void an_answer_in_chunks_is_read() throws Exception {
        answerBy((upload, exchange, synced) -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] bytes = synced.getBytes(StandardCharsets.UTF_8);
            for (int at = 0; at < bytes.length; at += 1_000) {
                exchange.getResponseBody().write(bytes, at, Math.min(1_000, bytes.length - at));
                exchange.getResponseBody().flush();
            }
            exchange.close();
        });

        assertAllSynced(run(new LoadSpec(5_000, 2_500, 1, 0)), 5_000);
    }

    @Test
    void what_is_put_off_undecided_or_not_answered_is_sent_again() throws Exception {
        answerBy((upload, exchange, synced) -> {
            switch (upload) {
                case 1 -> {
                    exchange.getResponseHeaders().add("Retry-After", "0");
                    send(exchange, 503, "{\"retry\":true}");
                }
                case 2 -> exchange.close();
                case 3 -> send(exchange, 202, synced.replace("synced\"}", "pending\"}"));
                default -> send(exchange, 200, synced);
            }
        });

        LoadGenerator generator = run(new LoadSpec(10, 10, 1, 0));

        assertAllSynced(generator, 10);
        assertThat(generator.sentAgain()).isEqualTo(3);
    }

    @Test
    void what_is_refused_ends_the_run() throws Exception {
        answerBy((upload, exchange, synced) -> send(exchange, 422, "{\"detail\":\"no such event\"}"));
        LoadGenerator generator = generator(new LoadSpec(10, 10, 1, 0));

        assertThatThrownBy(() -> generator.run(LIMIT))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("HTTP 422 {\"detail\":\"no such event\"}");
    }

    /** The first upload is held back for 0.3 s, and 50 more were due in 50 ms: each of them has waited for longer than 0.25 s. */
    @Test
    void in_an_open_loop_an_upload_waits_from_when_it_was_due() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        answerBy((upload, exchange, synced) -> {
            if (upload == 1) {
                assertThat(never.await(300, TimeUnit.MILLISECONDS)).isFalse();
            }
            send(exchange, 200, synced);
        });

        LoadGenerator generator =
                run(new LoadSpec(50, 1, 1, new Mix(0, 0, 0), Codes.RANDOM, new Pace(1_000, Arrivals.EVEN), Call.SYNC));

        assertAllSynced(generator, 50);
        assertThat(generator.latency().p50Millis()).isGreaterThan(250);
    }
}
