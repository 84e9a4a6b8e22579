package io.gatesync.projector.status;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every error is a problem (RFC 9457) that says in {@code retry} whether to send the same again. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        RecoverableDataAccessException.class
    })
    @Nullable
    ResponseEntity<Object> databaseAway(Exception failure, WebRequest request) throws Exception {
        LOG.debug("the database is away", failure);
        return handleException(
                new Problem(HttpStatus.SERVICE_UNAVAILABLE, "The database does not answer.").sendAgain(), request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> bug(RuntimeException failure, WebRequest request) throws Exception {
        LOG.error("cannot answer {}", request.getDescription(false), failure);
        return handleException(
                new Problem(HttpStatus.INTERNAL_SERVER_ERROR, "The service has failed to answer."), request);
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem) {
            problem.setProperty("retry", headers.containsHeader(HttpHeaders.RETRY_AFTER));
        }
        return super.createResponseEntity(body, headers, status, request);
    }
}
