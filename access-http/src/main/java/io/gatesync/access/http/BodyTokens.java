package io.gatesync.access.http;

import io.gatesync.access.Caller;
import io.gatesync.access.StoredToken;
import io.gatesync.service.problem.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who sends a request that may bring its token in the body: an app that knows no header does. */
public final class BodyTokens {
    private final BearerTokens tokens;

    BodyTokens(BearerTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * The caller of the request that this thread handles. The token of its header counts, if there is one.
     *
     * @param inBody the text where the body may have its token; null if there is none
     * @throws Problem 401 if neither is one
     */
    public Caller require(@Nullable String inBody) {
        Optional<Caller> inHeader = CallerAuthentication.current();
        if (inHeader.isPresent()) {
            return inHeader.get();
        }
        if (inBody == null || !StoredToken.isToken(inBody)) { // An app may make up session tokens of its own.
            throw LoginProblem.noToken();
        }
        return tokens.find(inBody).orElseThrow(LoginProblem::invalidToken);
    }
}
