package io.gatesync.service.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatesync.messaging.KafkaClientProperties;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The devices are not read, because nobody runs the reader. */
class KnownDevicesTest {
    private static final String NOBODY_LISTENS = "127.0.0.1:1";

    @Test
    void no_device_is_believed_before_it_is_known_which_are_cut_off() {
        try (KnownDevices devices = new KnownDevices(
                KafkaClientProperties.of(NOBODY_LISTENS, "http://" + NOBODY_LISTENS), "test", Duration.ofSeconds(1))) {
            assertThatExceptionOfType(NotReadException.class)
                    .isThrownBy(() -> devices.isRevoked("open-air", "north-1"));
            assertThatExceptionOfType(NotReadException.class).isThrownBy(() -> devices.refresh(Duration.ofMillis(1)));
            assertThat(devices.trouble()).contains("The devices are still being read");
        }
    }
}
