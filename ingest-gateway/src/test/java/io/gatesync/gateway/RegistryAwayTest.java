package io.gatesync.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A gateway is started while the schema registry is away. */
@RealServers(
        value = {Server.KAFKA, Server.REGISTRY},
        fresh = true)
class RegistryAwayTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @Test
    void it_starts_is_unready_and_becomes_ready_with_the_registry(Servers servers) {
        RunningGateway.setUp(servers);
        servers.registry().kill();
        try (RunningGateway gateway = RunningGateway.startAsItIs(servers.bootstrapServers(), servers.registryUrl())) {
            assertThat(gateway.http().get("/actuator/health/liveness").status()).isEqualTo(200);
            assertThat(gateway.http().get("/actuator/health/readiness").status())
                    .isEqualTo(503);
            assertThat(gateway.http().get("/actuator/health").json().toString())
                    .contains("Schema registry unreachable");

            servers.registry().start();

            await().atMost(LONG)
                    .until(() ->
                            gateway.http().get("/actuator/health/readiness").status() == 200);
        }
    }
}
