package io.gatesync.access.http;

import com.nimbusds.jwt.JWTParser;
import io.gatesync.access.Caller;
import io.gatesync.access.Role;
import io.gatesync.access.Tokens;
import java.text.ParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** Checks the tokens that requests bring: those of this installation, and those of another issuer where one is set. */
final class BearerTokens {
    private final Tokens own;
    private final @Nullable JwtDecoder issuer;
    private final AccessProperties.Oidc claims;

    /** @param issuer of other tokens; null: there is none */
    BearerTokens(Tokens own, @Nullable JwtDecoder issuer, AccessProperties.Oidc claims) {
        this.own = own;
        this.issuer = issuer;
        this.claims = claims;
    }

    /**
     * What a token says, once it is found to be true.
     *
     * @throws JwtException if it is none, is not signed by a known key, or has expired
     * @throws IssuerAwayException if that cannot be found out now
     */
    Jwt decode(String token) {
        JwtDecoder other = issuer;
        if (other == null || isOwn(token)) {
            return own.decoder().decode(token);
        }
        try {
            return other.decode(token);
        } catch (BadJwtException e) {
            throw e;
        } catch (JwtException | JwtDecoderInitializationException e) {
            throw new IssuerAwayException(e);
        }
    }

    /** Which keys to check it with: what a token says of itself before it is checked serves for nothing else. */
    private static boolean isOwn(String token) {
        try {
            return Tokens.ISSUER.equals(JWTParser.parse(token).getJWTClaimsSet().getIssuer());
        } catch (ParseException e) {
            return true; // It is refused.
        }
    }

    /** @throws InvalidBearerTokenException if the token does not say who its holder is */
    CallerAuthentication authentication(Jwt checked) {
        try {
            return new CallerAuthentication(caller(checked), checked.getTokenValue());
        } catch (JwtException e) {
            throw new InvalidBearerTokenException(String.valueOf(e.getMessage()), e);
        }
    }

    private Caller caller(Jwt checked) {
        if (Tokens.ISSUER.equals(checked.getClaimAsString("iss"))) {
            return Tokens.caller(checked);
        }
        Caller caller = Tokens.caller(checked, claims.roleClaim(), claims.eventClaim());
        if (caller.role() == Role.DEVICE) {
            throw new JwtException("Another issuer makes no tokens for devices");
        }
        return caller;
    }

    /** Who holds a token that a device sent in a body; empty if it is none of this installation. */
    Optional<Caller> find(String token) {
        try {
            return Optional.of(own.check(token));
        } catch (JwtException e) {
            return Optional.empty();
        }
    }
}
