package io.gatesync.service.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * The one place where a service answers errors: {@link Problem}s, the service's own exceptions through its {@link
 * ProblemTranslator}s, what Spring finds wrong with a request, and bugs.
 */
@RestControllerAdvice
public final class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private final List<ProblemTranslator> translators;
    private final String retryAfterSeconds;

    /**
     * @param translators of the service's own exceptions; the first that knows an exception answers it
     * @param retryAfter how long a client is told to wait before it sends the same again
     */
    public ProblemAdvice(List<ProblemTranslator> translators, Duration retryAfter) {
        this.translators = List.copyOf(translators);
        this.retryAfterSeconds = Long.toString(retryAfter.toSeconds());
    }

    @ExceptionHandler(Exception.class)
    @Nullable
    ResponseEntity<Object> failed(Exception failure, WebRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            return clientLeft(failure);
        }
        return answer(problemOf(failure, request));
    }

    private static @Nullable ResponseEntity<Object> clientLeft(Exception failure) {
        LOG.debug("The client left before its answer was written", failure);
        return null;
    }

    private Problem problemOf(Exception failure, WebRequest request) {
        for (ProblemTranslator translator : translators) {
            var problem = translator.problemOf(failure);
            if (problem.isPresent()) {
                return problem.get();
            }
        }
        if (failure instanceof InvalidParameterException) {
            return Problem.stop(HttpStatus.BAD_REQUEST, "The query of the address cannot be read.");
        }
        if (failure instanceof IOException broken) {
            return unreadableBody(broken);
        }
        LOG.error(
                "A bug: {} cannot be answered; it is answered 500 and sent again",
                request.getDescription(false),
                failure);
        // A device that is told to stop throws its scans away; sending them again is always safe.
        return Problem.sendAgain(HttpStatus.INTERNAL_SERVER_ERROR, "The service has failed; its log says why.");
    }

    /** The problem of a request body that cannot be read. */
    static Problem unreadableBody(IOException broken) {
        LOG.debug("A request body could not be read", broken);
        return broken instanceof BadRequestException
                ? Problem.stop(HttpStatus.BAD_REQUEST, "The body is not valid HTTP.")
                // The network failed the client, or was too slow for it; nothing is wrong with what it sends.
                : Problem.sendAgain(HttpStatus.REQUEST_TIMEOUT, "The body could not be read to its end.");
    }

    ResponseEntity<Object> answer(Problem problem) {
        HttpHeaders headers = new HttpHeaders(problem.getHeaders());
        Duration after = problem.retryAfter();
        if (after != null) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(after.toSeconds()));
        }
        return respond(problem.getBody(), problem.retry(), headers);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleErrorResponseException(
            ErrorResponseException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return failure instanceof Problem problem
                ? answer(problem)
                : super.handleErrorResponseException(failure, headers, status, request);
    }

    /** Spring would warn of each client that has left. An answer that cannot be made is another matter: a bug, which stays a warning. */
    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotWritable(
            HttpMessageNotWritableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return failure.getMostSpecificCause() instanceof IOException
                ? clientLeft(failure)
                : super.handleHttpMessageNotWritable(failure, headers, status, request);
    }

    /** What Spring itself finds wrong with a request comes this way: unknown paths, methods, media types. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = body instanceof ProblemDetail given ? given : ProblemDetail.forStatus(status);
        return respond(problem, Retry.isSendAgain(problem.getStatus()), headers);
    }

    private ResponseEntity<Object> respond(ProblemDetail problem, boolean retry, HttpHeaders headers) {
        problem.setProperty("retry", retry);
        if (retry && !headers.containsHeader(HttpHeaders.RETRY_AFTER)) {
            headers.set(HttpHeaders.RETRY_AFTER, retryAfterSeconds);
        }
        return ResponseEntity.status(problem.getStatus())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
