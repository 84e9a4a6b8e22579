package io.gatesync.projector.status;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** An answer that tells the client what is wrong, and whether to send the same again. */
final class Problem extends ErrorResponseException {
    private static final String RETRY_AFTER_SECONDS = "1";

    Problem(HttpStatus status, String detail) {
        super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }

    /** Makes it one to send again for. */
    Problem sendAgain() {
        getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        return this;
    }
}
