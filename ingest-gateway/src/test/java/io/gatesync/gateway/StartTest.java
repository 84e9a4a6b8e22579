package io.gatesync.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A gateway that cannot do its work does not start, and says why in a sentence. */
@RealServers(
        value = {Server.KAFKA, Server.REGISTRY},
        fresh = true)
@ExtendWith(OutputCaptureExtension.class)
class StartTest {

    @Test
    void without_its_topics_it_does_not_start(Servers servers, CapturedOutput output) {
        assertThatThrownBy(() -> RunningGateway.startAsItIs(servers.bootstrapServers(), servers.registryUrl()))
                .rootCause()
                .hasMessageContaining("topics missing: [gatesync.tickets");

        assertThat(output.getAll()).contains("topics missing: [gatesync.tickets");
        assertThat(output.getAll()).doesNotContain("\tat ").doesNotContain("Application run failed");
    }

    @Test
    void without_kafka_it_does_not_start(Servers servers, CapturedOutput output) {
        assertThatThrownBy(() -> RunningGateway.startAsItIs(
                        // No broker ever listens on the discard port.
                        "127.0.0.1:9",
                        servers.registryUrl(),
                        "spring.kafka.admin.properties.[default.api.timeout.ms]=1000",
                        "spring.kafka.admin.properties.[request.timeout.ms]=1000"))
                .isInstanceOf(RuntimeException.class);

        assertThat(output.getAll()).contains("Kafka does not answer:").doesNotContain("\tat ");
    }
}
