package io.gatesync.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.JwtException;

class TokensTest {
    private static final byte[] SECRET =
            "a-secret-for-tests-with-enough-bytes-for-sha-512-and-some-more!!".getBytes(UTF_8);
    private static final AccessKeys.Key OLD = key("2025", SECRET);
    private static final AccessKeys.Key NEW =
            key("2026", "another-secret-for-tests-of-keys-that-change".getBytes(UTF_8));
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Account LEAD = new Account("lea", Role.LEAD, Optional.of("e1"), "{argon2}$argon2id$nothing");
    private static final Account ORGANISER =
            new Account("ada", Role.ORGANISER, Optional.empty(), "{argon2}$argon2id$nothing");

    private Instant now = Instant.parse("2026-07-04T12:00:00.987Z");
    private final Tokens tokens = tokens(OLD);

    @Test
    void a_token_says_who_its_holder_is_until_it_expires() {
        Tokens.Issued issued = tokens.forDevice("Köln 1", "gate/1", "phone", HOUR);

        assertThat(issued.expiresAt()).isEqualTo("2026-07-04T13:00:00Z");
        assertThat(tokens.check(issued.token())).isEqualTo(issued.caller());
        assertThat(issued.caller().role()).isEqualTo(Role.DEVICE);
        assertThat(issued.caller().name()).isEqualTo("gate/1");
        assertThat(issued.caller().eventId()).hasValue("Köln 1");
        assertThat(issued.caller().sessionId()).isEqualTo("phone");
        assertThat(issued).asString().doesNotContain(issued.token());

        now = issued.expiresAt().plusSeconds(29);
        assertThat(tokens.check(issued.token())).isEqualTo(issued.caller());
        now = issued.expiresAt().plusSeconds(31);
        assertRefused(issued.token());
    }

    @Test
    void two_logins_are_told_apart() {
        assertThat(tokens.forAccount(LEAD, HOUR).caller().sessionId())
                .isNotEqualTo(tokens.forAccount(LEAD, HOUR).caller().sessionId());
    }

    @Test
    void the_staff_has_tokens_too() {
        assertThat(tokens.check(tokens.forAccount(LEAD, HOUR).token()).mayLead("e1"))
                .isTrue();
        assertThat(tokens.check(tokens.forAccount(ORGANISER, HOUR).token()).isOrganiser())
                .isTrue();
    }

    @Test
    void the_first_key_signs_and_all_check() {
        String old = tokens.forDevice("e", "d", "phone", HOUR).token();
        Tokens changed = tokens(NEW, OLD);

        assertThat(changed.check(old).name()).isEqualTo("d");
        String young = changed.forDevice("e", "d", "phone", HOUR).token();
        assertThat(tokens(NEW).check(young).name()).isEqualTo("d");
        assertRefused(young);
        assertThatThrownBy(() -> tokens(NEW).check(old)).isInstanceOf(JwtException.class);
    }

    @Test
    void what_is_no_token_is_refused() {
        String good = tokens.forDevice("e", "d", "phone", HOUR).token();
        for (String garbage : List.of("", ".", "..", "a.b.c", "null", good + "A", good.substring(1), "\u0000", " ")) {
            assertRefused(garbage);
        }
    }

    @Test
    void a_token_that_says_how_it_is_signed_is_not_believed() throws JOSEException {
        JWTClaimsSet claims = claims(builder -> builder);

        assertThat(tokens.check(signed(JWSAlgorithm.HS256, "2025", claims)).name())
                .isEqualTo("gate-1");
        assertRefused(new PlainJWT(claims).serialize());
        assertRefused(signed(JWSAlgorithm.HS384, "2025", claims));
        assertRefused(signed(JWSAlgorithm.HS512, "2025", claims));
        assertRefused(signed(JWSAlgorithm.HS256, "no such key", claims));
        String good = signed(JWSAlgorithm.HS256, "2025", claims);
        assertRefused(good.substring(0, good.lastIndexOf('.') + 1));
    }

    @Test
    void a_token_of_another_issuer_or_without_what_it_needs_is_refused() throws JOSEException {
        assertRefused(claims(claims -> claims.issuer("another")));
        assertRefused(claims(claims -> claims.issuer(null)));
        assertRefused(claims(claims -> claims.expirationTime(null)));
        assertRefused(claims(claims -> claims.subject(null)));
        assertRefused(claims(claims -> claims.claim("role", null)));
        assertRefused(claims(claims -> claims.claim("role", "admin")));
        assertRefused(claims(claims -> claims.claim("event", null)));
        assertRefused(claims(claims -> claims.claim("role", "organiser")));
        assertRefused(claims(claims -> claims.notBeforeTime(Date.from(now.plusSeconds(60)))));
    }

    private JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        return change.apply(new JWTClaimsSet.Builder()
                        .issuer("gatesync")
                        .subject("gate-1")
                        .claim("role", "device")
                        .claim("event", "e1")
                        .expirationTime(Date.from(now.plusSeconds(60))))
                .build();
    }

    private static String signed(JWSAlgorithm algorithm, String keyId, JWTClaimsSet claims) throws JOSEException {
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
        token.sign(new MACSigner(SECRET));
        return token.serialize();
    }

    private void assertRefused(JWTClaimsSet claims) throws JOSEException {
        assertRefused(signed(JWSAlgorithm.HS256, "2025", claims));
    }

    private void assertRefused(String token) {
        assertThatThrownBy(() -> tokens.check(token)).as(token).isInstanceOf(JwtException.class);
    }

    private Tokens tokens(AccessKeys.Key... keys) {
        return new Tokens(new AccessKeys(List.of(keys)), () -> now);
    }

    private static AccessKeys.Key key(String id, byte[] secret) {
        return new AccessKeys.Key(id, Base64.getEncoder().encodeToString(secret));
    }
}
