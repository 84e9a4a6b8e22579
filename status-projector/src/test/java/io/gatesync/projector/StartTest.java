package io.gatesync.projector;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.servers.Ports;
import io.gatesync.testing.Database;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A service that lacks what it needs says so and ends. */
@RealServers(
        value = {Server.KAFKA, Server.REGISTRY, Server.POSTGRES},
        fresh = true)
class StartTest {

    @Test
    void without_a_database_it_waits_a_while_and_ends(Servers servers) throws IOException {
        Database nowhere = new Database("jdbc:postgresql://127.0.0.1:%d/none".formatted(Ports.free()), "u", "p");
        try (ProjectorProcess projector = ProjectorProcess.start(servers, nowhere, "spring.flyway.connect-retries=1")) {
            assertThat(projector.exitCode()).isEqualTo(1);
            assertThat(projector.output())
                    .contains("The tables cannot be created or migrated", "Check that PostgreSQL is running")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void without_its_schemas_and_topics_it_ends(Servers servers) {
        try (ProjectorProcess projector = ProjectorProcess.start(servers, servers.newDatabase())) {
            assertThat(projector.exitCode()).isEqualTo(1);
            assertThat(projector.output())
                    .contains("topics missing: [gatesync.tickets", "run the set-up step first")
                    .doesNotContain("\tat ");
        }
    }
}
