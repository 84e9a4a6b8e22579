package io.gatesync.access;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/**
 * Signs and checks tokens: JWTs by HMAC-SHA-256, and by nothing else, whatever a token says of itself. A token says who its holder
 * is; nobody is asked when it is checked.
 */
public final class Tokens {
    /** Who signs, as tokens say it. */
    public static final String ISSUER = "gatesync";

    private static final String ROLE = "role";
    private static final String EVENT = "event";
    /** As OpenID Connect names it. */
    private static final String SESSION = "sid";

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private final String keyId;
    private final JwtEncoder encoder;
    private final JwtDecoder decoder;
    private final InstantSource clock;

    /**
     * A token that was just signed.
     *
     * @param expiresAt in whole seconds
     */
    public record Issued(String token, Instant expiresAt, Caller caller) {
        /** Leaves the token out. */
        @Override
        public String toString() {
            return "Issued[%s until %s]".formatted(caller, expiresAt);
        }
    }

    public Tokens(AccessKeys keys, InstantSource clock) {
        this.keyId = keys.signingId();
        this.encoder = new NimbusJwtEncoder(new ImmutableJWKSet<>(keys.signing()));
        this.decoder = decoder(keys, clock);
        this.clock = clock;
    }

    private static JwtDecoder decoder(AccessKeys keys, InstantSource clock) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(JWSAlgorithm.HS256, new ImmutableJWKSet<>(keys.checking())));
        processor.setJWTClaimsSetVerifier((claims, context) -> {}); // The validators below do.
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        JwtTimestampValidator time = new JwtTimestampValidator(CLOCK_SKEW);
        time.setClock(clock.withZone(ZoneOffset.UTC));
        time.setAllowEmptyExpiryClaim(false);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(time, new JwtIssuerValidator(ISSUER)));
        return new CheckedTokens(decoder, time);
    }

    /**
     * Signs a token for a device.
     *
     * @param holder the phone that is the device
     * @param life how long it is taken
     */
    public Issued forDevice(String eventId, String deviceId, String holder, Duration life) {
        return issue(new Caller(Role.DEVICE, deviceId, Optional.of(eventId), holder), life);
    }

    /**
     * Signs a token for somebody of the staff.
     *
     * @param life how long it is taken
     */
    public Issued forAccount(Account account, Duration life) {
        return issue(new Caller(account.role(), account.name(), account.eventId(), randomId()), life);
    }

    private static String randomId() {
        return UUID.randomUUID().toString();
    }

    private Issued issue(Caller caller, Duration life) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS); // As tokens have it.
        JwtClaimsSet.Builder claims = JwtClaimsSet.builder()
                .issuer(ISSUER)
                .subject(caller.name())
                .claim(ROLE, caller.role().written())
                .claim(SESSION, caller.sessionId())
                .id(randomId())
                .issuedAt(now)
                .expiresAt(now.plus(life));
        caller.eventId().ifPresent(event -> claims.claim(EVENT, event));
        JwsHeader header =
                JwsHeader.with(MacAlgorithm.HS256).keyId(keyId).type("JWT").build();
        Jwt signed = encoder.encode(JwtEncoderParameters.from(header, claims.build()));
        return new Issued(signed.getTokenValue(), now.plus(life), caller);
    }

    /**
     * Who holds a token.
     *
     * @throws JwtException if it is none, is not signed by one of the keys, or has expired
     */
    public Caller check(String token) {
        return caller(decoder.decode(token));
    }

    /** The part that checks, for what works with Spring Security's own parts. */
    public JwtDecoder decoder() {
        return decoder;
    }

    /**
     * Who holds a token that the {@link #decoder} has checked.
     *
     * @throws JwtException if it does not say so
     */
    public static Caller caller(Jwt token) {
        return caller(token, ROLE, EVENT);
    }

    /**
     * The same, by the names of claims that another issuer uses.
     *
     * @throws JwtException if it does not say so
     */
    public static Caller caller(Jwt token, String roleClaim, String eventClaim) {
        String name = token.getSubject();
        String role = token.getClaimAsString(roleClaim);
        if (name == null || role == null) {
            throw new JwtException("The token says nobody's name or role");
        }
        try {
            return new Caller(
                    Role.read(role).orElseThrow(() -> new JwtException("The token has a role that does not exist")),
                    name,
                    Optional.ofNullable(token.getClaimAsString(eventClaim)),
                    Optional.ofNullable(token.getClaimAsString(SESSION)).orElse(""));
        } catch (IllegalArgumentException e) {
            throw new JwtException("The token has a role and an event that do not fit", e);
        }
    }
}
