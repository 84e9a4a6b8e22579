package io.gatesync.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.messaging.Topic;
import io.gatesync.service.Worker;
import io.gatesync.setup.Provision;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** What becomes of a processor's tickets when it is told to stop. Its session lasts so long that no test waits for its end. */
@RealServers(
        value = {Server.KAFKA, Server.REGISTRY},
        fresh = true)
class StoppedProcessorTest {
    private static final String SESSION = "10m";

    @Test
    void others_take_its_tickets_at_once_unless_it_comes_back_under_its_name(Servers servers, @TempDir Path stateDir)
            throws Exception {
        Provision.onOneMachine(servers.bootstrapServers(), servers.registryUrl())
                .run();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
            runAndStop(servers, stateDir, "");
            await("members that have left")
                    .untilAsserted(() -> assertThat(members(admin)).isZero());

            runAndStop(servers, stateDir, "processor-1");
            assertThat(members(admin)).isPositive();
        }
    }

    private static void runAndStop(Servers servers, Path stateDir, String instanceId) {
        try (ConfigurableApplicationContext processor = SpringApplication.run(
                ScanProcessorApplication.class,
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + servers.bootstrapServers(),
                "--gatesync.registry.url=" + servers.registryUrl(),
                "--gatesync.processor.state-dir=" + stateDir,
                "--gatesync.processor.session-timeout=" + SESSION,
                "--gatesync.processor.instance-id=" + instanceId)) {
            await("decides")
                    .until(() -> processor
                            .getBean("scanStream", Worker.class)
                            .health()
                            .getStatus()
                            .equals(Status.UP));
        }
    }

    private static int members(Admin admin) throws Exception {
        return admin.describeConsumerGroups(List.of(Topic.PROCESSOR_GROUP))
                .describedGroups()
                .get(Topic.PROCESSOR_GROUP)
                .get()
                .members()
                .size();
    }
}
