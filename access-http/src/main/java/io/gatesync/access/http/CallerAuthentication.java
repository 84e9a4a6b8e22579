package io.gatesync.access.http;

import io.gatesync.access.Caller;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/** A caller who has proved by a token who he is. */
public final class CallerAuthentication extends AbstractAuthenticationToken {
    private final transient Caller caller;
    private final String token;

    CallerAuthentication(Caller caller, String token) {
        super(AuthorityUtils.createAuthorityList("ROLE_" + caller.role().name()));
        this.caller = caller;
        this.token = token;
        setAuthenticated(true);
    }

    /** Who sent the request that this thread handles; empty if its header has no token. */
    public static Optional<Caller> current() {
        return authentication().map(authentication -> authentication.caller);
    }

    /** The token of the request that this thread handles, to ask another service in its caller's name; empty if its header has none. */
    public static Optional<String> currentToken() {
        return authentication().map(authentication -> authentication.token);
    }

    private static Optional<CallerAuthentication> authentication() {
        Authentication current = SecurityContextHolder.getContext().getAuthentication();
        return current instanceof CallerAuthentication known ? Optional.of(known) : Optional.empty();
    }

    Caller caller() {
        return caller;
    }

    @Override
    public @Nullable Object getPrincipal() {
        return caller;
    }

    @Override
    public @Nullable Object getCredentials() {
        return token;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CallerAuthentication that && caller.equals(that.caller) && token.equals(that.token);
    }

    @Override
    public int hashCode() {
        return caller.hashCode();
    }
}
