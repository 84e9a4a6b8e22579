package io.gatesync.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.messaging.Topic;
import io.gatesync.testing.RawHttp;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Kafka is there and refuses what the gateway writes, because somebody has set it up wrongly. */
@RealServers(
        value = {Server.KAFKA, Server.REGISTRY},
        fresh = true)
@ExtendWith(OutputCaptureExtension.class)
class RefusedWritesTest extends WithDecider {
    private static final String SYNC = "/api/offline/sync";

    private final Device device = Device.atOwnEvent();

    @Test
    void scans_stay_on_their_devices_until_the_operator_who_is_told_has_mended_it(
            Servers servers, CapturedOutput output) throws Exception {
        try (RunningGateway gateway = RunningGateway.start(servers)) {
            gateway.open(device.eventId());
            limitScans(servers, AlterConfigOp.OpType.SET);

            RawHttp.Answer refused = gateway.http().post(SYNC, device.upload("A"));

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.json().path("retry").asBoolean()).isTrue();
            assertThat(gateway.http().get("/actuator/health/readiness").status())
                    .isEqualTo(503);
            assertThat(gateway.http().get("/actuator/health").text()).contains("RecordTooLargeException");
            assertThat(output.getAll()).contains("A record cannot be written, and waiting does not mend it.");

            limitScans(servers, AlterConfigOp.OpType.DELETE);

            assertThat(gateway.http().post(SYNC, device.upload("A")).status()).isEqualTo(200);
            assertThat(gateway.http().get("/actuator/health/readiness").status())
                    .isEqualTo(200);
        }
    }

    /** No record fits any more, or all do again. */
    private static void limitScans(Servers servers, AlterConfigOp.OpType change)
            throws ExecutionException, InterruptedException {
        ConfigResource scans = new ConfigResource(ConfigResource.Type.TOPIC, Topic.SCANS.topicName());
        ConfigEntry limit = new ConfigEntry("max.message.bytes", "10");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(scans, List.of(new AlterConfigOp(limit, change))))
                    .all()
                    .get();
        }
    }
}
