package io.gatesync.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.messaging.Topic;
import io.gatesync.testing.RawHttp;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Somebody adds partitions to a topic while the gateway runs: a ticket's next scan would go where its admission is not known. */
@RealServers(
        value = {Server.KAFKA, Server.REGISTRY},
        fresh = true)
@ExtendWith(OutputCaptureExtension.class)
class ChangedPartitionsTest extends WithDecider {
    private static final String SYNC = "/api/offline/sync";

    private final Device device = Device.atOwnEvent();

    @Test
    void nothing_is_published_any_more_and_the_operator_is_told(Servers servers, CapturedOutput output)
            throws Exception {
        try (RunningGateway writing =
                        RunningGateway.start(servers, "spring.kafka.producer.properties.[metadata.max.age.ms]=500");
                RunningGateway probed = RunningGateway.start(
                        servers, "spring.kafka.producer.properties.[metadata.max.age.ms]=300000")) {
            writing.open(device.eventId());
            writing.open("e1");
            assertThat(writing.http().post(SYNC, device.upload("A")).status()).isEqualTo(200);
            assertThat(probed.http().post(SYNC, device.upload("A")).status()).isEqualTo(200);

            addPartition(servers);

            await("the producer sees it")
                    .until(() -> writing.http().post(SYNC, device.upload("A")).status() == 503);
            await("a probe sees it")
                    .until(() -> probed.http().get("/actuator/health/readiness").status() == 503);
            for (RunningGateway gateway : List.of(writing, probed)) {
                assertTellsToSendAgain(gateway.http().post(SYNC, device.upload("A")));
                assertTellsToSendAgain(gateway.http().post("/offline/verify", device.verification("A")));
                assertTellsToSendAgain(gateway.http().put("/api/admin/events/e1/tickets", "text/csv", "qrcode\nA\n"));
                assertThat(gateway.http().get("/actuator/health/readiness").status())
                        .isEqualTo(503);
            }
            assertThat(output.getAll())
                    .contains("gatesync.scans has 7 partitions, and had 6 when the gateway started")
                    .contains("Kafka cannot take partitions away");
        }
    }

    private static void assertTellsToSendAgain(RawHttp.Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).hasValue("1");
        assertThat(answer.json().path("retry").asBoolean()).isTrue();
    }

    private static void addPartition(Servers servers) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
            admin.createPartitions(Map.of(Topic.SCANS.topicName(), NewPartitions.increaseTo(7)))
                    .all()
                    .get();
        }
    }
}
