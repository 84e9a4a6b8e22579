package io.gatesync.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

class CheckedTokensTest {
    private static final String TRUE_ONE = "true-one";

    private int checks;
    private boolean expired;
    private final CheckedTokens tokens = new CheckedTokens(
            this::check,
            token -> expired
                    ? OAuth2TokenValidatorResult.failure(new OAuth2Error("expired"))
                    : OAuth2TokenValidatorResult.success());

    private Jwt check(String token) {
        checks++;
        if (expired || !token.equals(TRUE_ONE)) {
            throw new BadJwtException("refused");
        }
        return Jwt.withTokenValue(token)
                .header("alg", "HS256")
                .subject("gate-1")
                .build();
    }

    @Test
    void a_token_is_checked_once_until_it_expires() {
        assertThat(tokens.decode(TRUE_ONE).getSubject()).isEqualTo("gate-1");
        assertThat(tokens.decode(TRUE_ONE).getSubject()).isEqualTo("gate-1");
        assertThat(checks).isEqualTo(1);

        expired = true;
        assertThatThrownBy(() -> tokens.decode(TRUE_ONE)).isInstanceOf(BadJwtException.class);
    }

    @Test
    void what_is_refused_is_checked_each_time() {
        assertThatThrownBy(() -> tokens.decode("made-up")).isInstanceOf(BadJwtException.class);
        assertThatThrownBy(() -> tokens.decode("made-up")).isInstanceOf(BadJwtException.class);
        assertThat(checks).isEqualTo(2);
    }
}
