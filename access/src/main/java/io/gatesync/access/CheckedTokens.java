package io.gatesync.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Remembers tokens that were found to be true: a device sends the same one with each request. Whether it has expired since is checked
 * each time. What is refused is not remembered, so nobody can fill the memory with what he made up.
 */
final class CheckedTokens implements JwtDecoder {
    /** The phones of the largest festivals; each takes about 2 KB. */
    private static final int MAX_TOKENS = 10_000;

    private final JwtDecoder decoder;
    private final OAuth2TokenValidator<Jwt> validator;
    private final Cache<String, Jwt> checked =
            Caffeine.newBuilder().maximumSize(MAX_TOKENS).build();

    /**
     * @param decoder checks all of a token
     * @param validator the part of it that may change its mind
     */
    CheckedTokens(JwtDecoder decoder, OAuth2TokenValidator<Jwt> validator) {
        this.decoder = decoder;
        this.validator = validator;
    }

    /** @throws JwtException if it is none, is not signed by one of the keys, or has expired */
    @Override
    public Jwt decode(String token) {
        Jwt known = checked.getIfPresent(token);
        if (known != null && !validator.validate(known).hasErrors()) {
            return known;
        }
        Jwt found = decoder.decode(token);
        checked.put(token, found);
        return found;
    }
}
