package io.gatesync.gateway.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.gateway.login.LoginThrottle.Checked;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
    private final LoginThrottle throttle =
            new LoginThrottle(new LoginProperties(2, 5, Duration.ofDays(1), 1_000, Duration.ofSeconds(1)));

    @Test
    void failures_count_and_successes_do_not() {
        for (int i = 0; i < 10; i++) {
            assertThat(throttle.check("192.0.2.1", "e", () -> true)).isEqualTo(new Checked(true, null));
        }
        assertThat(wrong("192.0.2.1", "e").waitFor()).isNull();
        assertThat(wrong("192.0.2.1", "e").waitFor()).isNull();

        Checked refused = throttle.check("192.0.2.1", "e", () -> {
            throw new AssertionError("it is looked at");
        });

        assertThat(refused.right()).isFalse();
        assertThat(refused.waitFor()).isPositive();
        assertThat(wrong("192.0.2.1", "another").waitFor()).isNull();
        assertThat(wrong("192.0.2.2", "e").waitFor()).isNull();
    }

    @Test
    void one_address_does_not_try_all_names() {
        for (int i = 0; i < 5; i++) {
            assertThat(wrong("192.0.2.1", "e" + i).waitFor()).isNull();
        }
        assertThat(wrong("192.0.2.1", "e9").waitFor()).isPositive();
        assertThat(wrong("192.0.2.2", "e9").waitFor()).isNull();
    }

    @Test
    void all_addresses_of_an_ipv6_network_are_one() {
        wrong("2001:db8::1", "e");
        wrong("2001:db8::2", "e");

        assertThat(wrong("2001:db8:0:0:ffff::3", "e").waitFor()).isPositive();
        assertThat(wrong("2001:db8:0:1::3", "e").waitFor()).isNull();
    }

    private Checked wrong(String address, String name) {
        return throttle.check(address, name, () -> false);
    }
}
