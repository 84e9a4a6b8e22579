package io.gatesync.service.problem;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * An error answer (RFC 9457): what is wrong, and whether the client should send the same again. Controllers throw it; {@link
 * ProblemAdvice} answers it as {@code application/problem+json}.
 */
public final class Problem extends ErrorResponseException {
    private final boolean retry;
    private final transient @Nullable Duration retryAfter;

    private Problem(HttpStatus status, String detail, boolean retry, @Nullable Duration retryAfter) {
        super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
        this.retry = retry;
        this.retryAfter = retryAfter;
    }

    /**
     * The request can never succeed: {@code "retry": false}.
     *
     * @param detail what is wrong with it, in a sentence for the developer of the client
     */
    public static Problem stop(HttpStatus status, String detail) {
        return new Problem(status, detail, false, null);
    }

    /**
     * Nothing is wrong with the request: {@code "retry": true}, with {@code Retry-After}.
     *
     * @param detail why it could not be served now, in a sentence for the developer of the client
     */
    public static Problem sendAgain(HttpStatus status, String detail) {
        return new Problem(status, detail, true, null);
    }

    /** The same, for a client that had better wait so long; whole seconds. */
    public static Problem sendAgainAfter(Duration retryAfter, HttpStatus status, String detail) {
        return new Problem(status, detail, true, retryAfter);
    }

    /** Adds a member to the answer, and returns this problem. */
    public Problem with(String name, Object value) {
        getBody().setProperty(name, value);
        return this;
    }

    /** Whether the client should send the same again. */
    boolean retry() {
        return retry;
    }

    /** How long the client should wait before that; null for as long as the service always says. */
    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
