package io.gatesync.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AccessKeysTest {
    private static final String GOOD = base64("a-secret-of-32-bytes-for-tests!!");

    static Stream<String> refused() {
        return Stream.of(
                "",
                "not base64 !",
                base64("one-byte-less-than-is-needed-31"),
                base64("0".repeat(64)),
                base64("abcdefgh".repeat(8)),
                base64("change-me-change-me-to-32-random-bytes"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void a_secret_that_is_none_is_refused_and_not_shown(String secret) {
        assertThatThrownBy(() -> new AccessKeys(List.of(new AccessKeys.Key("2026", secret))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageContaining("2026")
                .satisfies(
                        refusal -> assertThat(refusal.getMessage()).doesNotContain(secret.isEmpty() ? "\0" : secret));
    }

    @Test
    void keys_have_ids_of_their_own() {
        assertThatThrownBy(() -> new AccessKeys(List.of())).hasMessageContaining("no key");
        assertThatThrownBy(() -> new AccessKeys(List.of(new AccessKeys.Key(" ", GOOD))))
                .hasMessageContaining("id of its own");
        assertThatThrownBy(() -> new AccessKeys(List.of(new AccessKeys.Key("a", GOOD), new AccessKeys.Key("a", GOOD))))
                .hasMessageContaining("id of its own");
    }

    @Test
    void a_key_shows_no_secret() {
        assertThat(new AccessKeys.Key("a", GOOD)).asString().doesNotContain(GOOD);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
