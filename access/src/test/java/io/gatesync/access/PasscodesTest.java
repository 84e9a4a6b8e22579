package io.gatesync.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

class PasscodesTest {
    private final Passcodes passcodes = new Passcodes();

    @Test
    void a_passcode_is_hashed_with_argon2_and_a_salt_of_its_own() {
        String hash = passcodes.hash("geheim-4711");

        assertThat(hash).startsWith("{argon2}$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("geheim");
        assertThat(passcodes.hash("geheim-4711")).isNotEqualTo(hash);
        assertThat(passcodes.matches("geheim-4711", hash)).isTrue();
        assertThat(passcodes.matches("geheim-4712", hash)).isFalse();
    }

    @Test
    void every_byte_of_a_long_passcode_counts() {
        String hash = passcodes.hash("p".repeat(200) + "1");

        assertThat(passcodes.matches("p".repeat(200) + "1", hash)).isTrue();
        assertThat(passcodes.matches("p".repeat(200) + "2", hash)).isFalse();
    }

    @Test
    void a_hash_of_an_older_build_is_still_checked() {
        String old = "{bcrypt}" + new BCryptPasswordEncoder().encode("1234");

        assertThat(passcodes.matches("1234", old)).isTrue();
        assertThat(passcodes.matches("1235", old)).isFalse();
        assertThat(passcodes.matches("p".repeat(100), old)).isFalse();
    }

    @Test
    void what_is_no_hash_fits_nothing() {
        for (String hash : new String[] {"", "1234", "{noop}1234", "{argon2}", "{argon2}1234", "{bcrypt}x", "{"}) {
            assertThat(passcodes.matches("1234", hash)).as(hash).isFalse();
            assertThat(passcodes.matches("", hash)).as(hash).isFalse();
        }
    }

    @Test
    void an_account_has_a_hash_and_does_not_show_it() {
        String hash = passcodes.hash("1234");
        Account lead = new Account("lea", Role.LEAD, Optional.of("e1"), hash);

        assertThat(lead).asString().doesNotContain("argon2");
        assertThatThrownBy(() -> new Account("lea", Role.LEAD, Optional.of("e1"), "1234"))
                .hasMessageContaining("no hash")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("1234"));
        assertThatThrownBy(() -> new Account("lea", Role.LEAD, Optional.empty(), hash))
                .hasMessageContaining("one event");
        assertThatThrownBy(() -> new Account("d", Role.DEVICE, Optional.of("e1"), hash))
                .hasMessageContaining("device");
    }
}
