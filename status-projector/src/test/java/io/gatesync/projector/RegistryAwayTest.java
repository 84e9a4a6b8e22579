package io.gatesync.projector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.setup.Provision;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A projector is started while the schema registry is away. */
@RealServers(
        value = {Server.KAFKA, Server.REGISTRY, Server.POSTGRES},
        fresh = true)
class RegistryAwayTest {

    @Test
    void it_starts_is_unready_and_becomes_ready_with_the_registry(Servers servers) {
        Provision.onOneMachine(servers.bootstrapServers(), servers.registryUrl())
                .run();
        servers.registry().kill();
        try (RunningProjector projector = RunningProjector.start(servers, servers.newDatabase())) {
            assertThat(projector.isReady()).isFalse();
            assertThat(projector.get("/actuator/health").json().toString()).contains("Schema registry unreachable");

            servers.registry().start();

            await().atMost(Duration.ofMinutes(2)).until(projector::isReady);
        }
    }
}
