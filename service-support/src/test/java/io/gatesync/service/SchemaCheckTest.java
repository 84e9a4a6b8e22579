package io.gatesync.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.gatesync.messaging.SchemaRegistry;
import io.gatesync.messaging.SchemaRegistryException;
import io.gatesync.messaging.Topic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the registry says decides over the service; its silence does not. The real registry is in the services' tests. */
@ExtendWith(OutputCaptureExtension.class)
class SchemaCheckTest {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int UNAUTHORIZED = 401;

    private final List<Integer> exits = new CopyOnWriteArrayList<>();
    private HttpServer registry;
    private volatile int answer;
    private Worker check;

    @BeforeEach
    void start() throws IOException {
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", exchange -> {
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        registry.start();
        check = check(1);
    }

    private Worker check(int refusalsToBelieve) {
        return SchemaCheck.of(
                SchemaRegistry.configuredBy(Map.of(
                        "schema.registry.url",
                        "http://127.0.0.1:" + registry.getAddress().getPort())),
                exits::add,
                refusalsToBelieve,
                Topic.SCANS,
                Topic.SCAN_OUTCOMES);
    }

    @AfterEach
    void stop() {
        check.stop();
        registry.stop(0);
    }

    @Test
    void registered_schemas_make_the_service_ready() {
        answer = OK;
        check.start();
        assertThat(check.health().getStatus()).isEqualTo(Status.UP);
    }

    @ParameterizedTest
    @ValueSource(ints = {NOT_FOUND, UNAUTHORIZED})
    void a_refusal_keeps_the_service_from_starting(int refusal) {
        answer = refusal;
        assertThatThrownBy(check::start)
                .isExactlyInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("gatesync.scans-value");
        assertThat(exits).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429})
    void a_registry_that_cannot_answer_now_is_asked_again_until_it_does(int busy, CapturedOutput output) {
        answer = busy;
        check.start();
        assertThat(check.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(check.health().getDetails().get("reason").toString())
                .startsWith("Schema registry unreachable: ")
                .contains("HTTP " + busy);

        answer = OK;

        await().untilAsserted(() -> assertThat(check.health().getStatus()).isEqualTo(Status.UP));
        assertThat(output).containsOnlyOnce("Schema registry unreachable, so it is not known");
        assertThat(exits).isEmpty();
    }

    @Test
    void a_schema_that_turns_out_not_to_be_registered_ends_the_service_with_1(CapturedOutput output) {
        answer = 503;
        check.start();

        answer = NOT_FOUND;

        await().untilAsserted(() -> assertThat(exits).containsExactly(1));
        assertThat(output)
                .contains(
                        "The schema check has ended, and the service exits with code 1: The schema of gatesync.scans-value")
                .contains("run the set-up step first");
        assertThat(check.health().getStatus()).isEqualTo(Status.DOWN);
    }

    /** As a real registry does after a restart, until it has read its own store. */
    @Test
    void a_registry_that_was_away_is_not_believed_at_once_that_a_schema_is_not_registered() {
        check = check(Integer.MAX_VALUE);
        answer = 503;
        check.start();

        answer = NOT_FOUND;
        await().untilAsserted(() -> assertThat(
                        check.health().getDetails().get("reason").toString())
                .contains("may not have read its schemas yet", "gatesync.scans-value"));
        answer = OK;

        await().untilAsserted(() -> assertThat(check.health().getStatus()).isEqualTo(Status.UP));
        assertThat(exits).isEmpty();
    }

    @Test
    void a_service_that_stops_asks_no_more() {
        answer = 503;
        check.start();

        check.stop();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("schema-check");
        assertThat(exits).isEmpty();
    }
}
