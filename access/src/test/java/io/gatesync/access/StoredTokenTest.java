package io.gatesync.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoredTokenTest {
    @Test
    void a_token_is_kept_as_its_hash() {
        String token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJkIn0.c2lnbmF0dXJl";

        assertThat(StoredToken.of(token))
                .startsWith("jwt:")
                .hasSize("jwt:".length() + 43)
                .isEqualTo(StoredToken.of(token))
                .isNotEqualTo(StoredToken.of(token + "A"));
    }

    @Test
    void what_an_app_made_up_stays_as_it_is_unless_it_is_too_long() {
        assertThat(StoredToken.of("session-1")).isEqualTo("session-1");
        assertThat(StoredToken.of("x".repeat(255))).isEqualTo("x".repeat(255));
        assertThat(StoredToken.of("x".repeat(256))).startsWith("jwt:");
        assertThat(StoredToken.of("ü".repeat(128))).startsWith("jwt:");
    }
}
