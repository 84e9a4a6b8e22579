package io.gatesync.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.testing.RawHttp;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kafka goes away and comes back. */
@RealServers(
        value = {Server.KAFKA, Server.REGISTRY},
        fresh = true)
class KafkaAwayTest {
    private static final String SYNC = "/api/offline/sync";
    private static final int ROWS = 100_000;

    private final Device device = Device.atOwnEvent();
    private RunningGateway gateway;
    private Decider decider;

    @BeforeEach
    void start(Servers servers) {
        gateway = RunningGateway.start(
                servers,
                "spring.kafka.producer.properties.[delivery.timeout.ms]=4000",
                "spring.kafka.producer.properties.[request.timeout.ms]=3000",
                "spring.kafka.producer.properties.[max.block.ms]=4000",
                // So that a list takes long enough to be interrupted.
                "gatesync.gateway.tickets.max-in-flight=10");
        gateway.open(device.eventId());
        decider = new Decider(servers);
    }

    @AfterEach
    void stop(Servers servers) {
        gateway.close();
        decider.close();
        if (!servers.kafka().isRunning()) {
            servers.kafka().start();
        }
    }

    @Test
    void without_kafka_every_request_that_publishes_is_told_to_send_again_and_works_when_kafka_is_back(
            Servers servers) {
        assertThat(gateway.http().post(SYNC, device.upload("A")).status()).isEqualTo(200);
        assertThat(gateway.http().get("/actuator/health/readiness").status()).isEqualTo(200);
        servers.kafka().kill();

        Stream<RawHttp.Answer> refused = Stream.of(
                gateway.http().post(SYNC, device.upload("B")),
                gateway.http().post("/offline/verify", device.verification("B")),
                gateway.http().post("/offline/undo", device.undo("B", UUID.randomUUID(), Device.SCANNED_AT)),
                gateway.http()
                        .put(
                                "/api/admin/events/e1",
                                "application/json",
                                "{\"name\": \"Festival\", \"passcode\": \"1234\"}"),
                gateway.http().put("/api/admin/events/e1/tickets", "text/csv", "qrcode\nA\n"));
        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.header("Retry-After")).hasValue("1");
            assertThat(answer.json().path("retry").asBoolean()).isTrue();
        });
        assertThat(gateway.http().get("/actuator/health/readiness").status()).isEqualTo(503);
        assertThat(gateway.http().get("/actuator/health/liveness").status()).isEqualTo(200);

        servers.kafka().start();
        await().until(() -> gateway.http().get("/actuator/health/readiness").status() == 200);
        await().until(() -> gateway.http().post(SYNC, device.upload("C")).status() == 200);
    }

    @Test
    void a_ticket_file_that_kafka_took_in_part_is_answered_with_its_rows_and_may_be_sent_again(Servers servers) {
        gateway.open("e2");
        String list = "qrcode\n\"\"\n" + rows();
        // Not on the common thread pool, which a list that waits for Kafka would keep busy.
        CompletableFuture<RawHttp.Answer> load = CompletableFuture.supplyAsync(
                () -> gateway.http().put("/api/admin/events/e2/tickets", "text/csv", list), Thread::startVirtualThread);
        Published published = new Published(servers);
        await().until(() -> published.ticketsOf("e2").size() > 1_000);
        servers.kafka().kill();

        RawHttp.Answer answer = load.join();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("retry").asBoolean()).isTrue();
        assertThat(answer.json().path("refused").asLong()).isEqualTo(1);
        servers.kafka().start();
        assertThat(answer.json().path("accepted").asLong())
                .isBetween(1_000L, (long) published.ticketsOf("e2").size());
    }

    private static String rows() {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            rows.append("ticket-").append(i).append("\n");
        }
        return rows.toString();
    }
}
