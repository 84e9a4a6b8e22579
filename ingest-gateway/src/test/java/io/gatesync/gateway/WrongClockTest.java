package io.gatesync.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A gateway whose clock is hours wrong takes in what it is sent: the order of the records is the broker's. */
@RealServers({Server.KAFKA, Server.REGISTRY})
class WrongClockTest extends WithDecider {
    static Stream<Duration> wrongBy() {
        return Stream.of(Duration.ofHours(30), Duration.ofHours(-30));
    }

    @ParameterizedTest
    @MethodSource("wrongBy")
    void everything_is_taken_in(Duration wrong, Servers servers) {
        Device device = Device.atOwnEvent();
        try (RunningGateway gateway =
                RunningGateway.startWithClock(servers, () -> Instant.now().plus(wrong))) {
            assertThat(gateway.http()
                            .put("/api/admin/events/" + device.eventId(), "application/json", """
                                    {"name": "Festival", "passcode": "1234"}""")
                            .status())
                    .isEqualTo(200);
            assertThat(gateway.http()
                            .put("/api/admin/events/" + device.eventId() + "/tickets", "text/csv", "qrcode\nA\n")
                            .status())
                    .isEqualTo(200);
            assertThat(gateway.http()
                            .post("/api/offline/sync", device.upload("A"))
                            .status())
                    .isEqualTo(200);
            assertThat(gateway.http()
                            .post("/offline/verify", device.verification("B"))
                            .status())
                    .isEqualTo(200);
        }
    }
}
