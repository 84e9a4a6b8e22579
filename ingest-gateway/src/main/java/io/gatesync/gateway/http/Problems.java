package io.gatesync.gateway.http;

import io.gatesync.gateway.GatewayProperties;
import io.gatesync.gateway.input.InvalidFieldsException;
import io.gatesync.gateway.input.MalformedBodyException;
import io.gatesync.gateway.input.MalformedHeaderException;
import io.gatesync.gateway.input.TooManyScansException;
import io.gatesync.gateway.kafka.KafkaAwayException;
import io.gatesync.gateway.kafka.TicketLoadBrokenException;
import io.gatesync.gateway.kafka.TooManyScansInFlightException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.apache.coyote.BadRequestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every error as a problem (RFC 9457) that says whether to send the same again. The table of the README, in code. */
@RestControllerAdvice
final class Problems extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /** Nothing is wrong with the request: the same again will succeed. */
    private static final Set<Integer> RETRY = Set.of(
            HttpStatus.REQUEST_TIMEOUT.value(),
            HttpStatus.TOO_MANY_REQUESTS.value(),
            HttpStatus.SERVICE_UNAVAILABLE.value());

    private final String retryAfterSeconds;

    Problems(GatewayProperties properties) {
        this.retryAfterSeconds = Long.toString(properties.retryAfter().toSeconds());
    }

    @ExceptionHandler(MalformedBodyException.class)
    ResponseEntity<Object> malformed(MalformedBodyException e) {
        return problem(HttpStatus.BAD_REQUEST, e.getMessage());
    }

    @ExceptionHandler({BodyTooLargeException.class, TooManyScansException.class})
    ResponseEntity<Object> tooLarge(RuntimeException e) {
        return problem(HttpStatus.CONTENT_TOO_LARGE, e.getMessage());
    }

    @ExceptionHandler(InvalidFieldsException.class)
    ResponseEntity<Object> invalidFields(InvalidFieldsException e) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, e.getMessage());
        // Both as Laravel answers them.
        problem.setProperty("message", e.getMessage());
        problem.setProperty("errors", e.errors().byField());
        return respond(problem, new HttpHeaders());
    }

    @ExceptionHandler(MalformedHeaderException.class)
    ResponseEntity<Object> malformedHeader(MalformedHeaderException e) {
        return problem(HttpStatus.UNPROCESSABLE_CONTENT, e.getMessage());
    }

    @ExceptionHandler(TooManyScansInFlightException.class)
    ResponseEntity<Object> tooManyInFlight(TooManyScansInFlightException e) {
        return problem(HttpStatus.TOO_MANY_REQUESTS, e.getMessage());
    }

    @ExceptionHandler(KafkaAwayException.class)
    ResponseEntity<Object> kafkaAway(KafkaAwayException e) {
        LOG.warn("not published: {}", e.getMessage());
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "This could not be taken in right now.");
    }

    @ExceptionHandler(TicketLoadBrokenException.class)
    ResponseEntity<Object> ticketLoadBroken(TicketLoadBrokenException e) {
        LOG.warn("ticket file broken off: {}", e.getCause().getMessage());
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage());
        problem.setProperty("accepted", e.accepted());
        problem.setProperty("refused", e.refused());
        return respond(problem, new HttpHeaders());
    }

    @ExceptionHandler(ProjectorAwayException.class)
    ResponseEntity<Object> projectorAway(ProjectorAwayException e) {
        LOG.warn("status-projector does not answer: {}", e.getCause().toString());
        return problem(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage());
    }

    @ExceptionHandler(IOException.class)
    ResponseEntity<Object> bodyBroken(IOException e, HttpServletResponse response) {
        LOG.debug("body broken", e);
        return response.isCommitted() ? null : of(e);
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<Object> bug(Exception e) {
        LOG.error("request failed", e);
        return problem(HttpStatus.INTERNAL_SERVER_ERROR, "The gateway has failed; its log says why.");
    }

    /** The problem of a body that cannot be read. */
    ResponseEntity<Object> of(IOException bodyBroken) {
        if (bodyBroken instanceof BadRequestException) {
            return problem(HttpStatus.BAD_REQUEST, "The body is not what HTTP calls one.");
        }
        // The network failed the client, or was too slow for it; nothing is wrong with what it sends.
        return problem(HttpStatus.REQUEST_TIMEOUT, "The body could not be read to its end.");
    }

    /** A problem of this status. */
    ResponseEntity<Object> problem(HttpStatus status, String detail) {
        return respond(ProblemDetail.forStatusAndDetail(status, detail), new HttpHeaders());
    }

    /** What Spring itself finds wrong with a request comes this way: unknown paths, methods, media types. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = body instanceof ProblemDetail given ? given : ProblemDetail.forStatus(status);
        return respond(problem, headers);
    }

    private ResponseEntity<Object> respond(ProblemDetail problem, HttpHeaders headers) {
        boolean retry = RETRY.contains(problem.getStatus());
        problem.setProperty("retry", retry);
        if (retry) {
            headers.set(HttpHeaders.RETRY_AFTER, retryAfterSeconds);
        }
        return ResponseEntity.status(problem.getStatus())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
