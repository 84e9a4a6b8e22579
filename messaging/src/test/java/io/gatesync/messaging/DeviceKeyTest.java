package io.gatesync.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeviceKeyTest {
    @Test
    void names_the_event_and_the_device() {
        assertThat(DeviceKey.of("open-air", "north/1")).isEqualTo("open-air/north/1");
    }

    @Test
    void no_two_devices_share_one() {
        assertThat(DeviceKey.of("a/b", "c")).isNotEqualTo(DeviceKey.of("a", "b/c"));
        assertThat(DeviceKey.of("a%2Fb", "c")).isNotEqualTo(DeviceKey.of("a/b", "c"));
    }
}
