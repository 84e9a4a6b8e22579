package io.gatesync.service.problem;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * An error answer (RFC 9457): what is wrong, and whether the client should send the same again. Controllers throw it; {@link
 * ProblemAdvice} answers it as {@code application/problem+json}.
 */
public final class Problem extends ErrorResponseException {
    private final boolean retry;

    private Problem(HttpStatus status, String detail, boolean retry) {
        super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
        this.retry = retry;
    }

    /**
     * The request can never succeed: {@code "retry": false}.
     *
     * @param detail what is wrong with it, in a sentence for the developer of the client
     */
    public static Problem stop(HttpStatus status, String detail) {
        return new Problem(status, detail, false);
    }

    /**
     * Nothing is wrong with the request: {@code "retry": true}, with {@code Retry-After}.
     *
     * @param detail why it could not be served now, in a sentence for the developer of the client
     */
    public static Problem sendAgain(HttpStatus status, String detail) {
        return new Problem(status, detail, true);
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
}
