package io.gatesync.gateway.http;

import io.gatesync.gateway.input.FieldErrors;
import io.gatesync.gateway.input.RefusedInputException;
import io.gatesync.gateway.outcomes.NoRoomException;
import io.gatesync.gateway.publish.NotPublishedException;
import io.gatesync.service.events.NotReadException;
import io.gatesync.service.problem.Problem;
import io.gatesync.service.problem.ProblemTranslator;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** How the gateway's own exceptions are answered; the README's table of errors also has those of Spring and Tomcat. */
@Component
final class GatewayProblems implements ProblemTranslator {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayProblems.class);

    @Override
    public Optional<Problem> problemOf(Exception failure) {
        return switch (failure) {
            case RefusedInputException refused -> Optional.of(refused(refused));
            case NoRoomException noRoom -> Optional.of(noRoom(noRoom));
            case NotPublishedException away -> Optional.of(kafkaAway(away));
            case NotReadException unknown -> Optional.of(notRead(unknown));
            default -> Optional.empty();
        };
    }

    private static Problem refused(RefusedInputException refused) {
        HttpStatus status = switch (refused.reason()) {
            case MALFORMED -> HttpStatus.BAD_REQUEST;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case INVALID -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
        Problem problem = Problem.stop(status, refused.detail());
        FieldErrors errors = refused.errors();
        // Both members as Laravel answers them.
        return errors.isEmpty()
                ? problem
                : problem.with("message", refused.detail()).with("errors", errors.byField());
    }

    private static Problem noRoom(NoRoomException noRoom) {
        return Problem.sendAgainAfter(
                RetryAfter.of(noRoom.oldestWait()),
                HttpStatus.TOO_MANY_REQUESTS,
                "Too many scans wait for their verdicts, of this device or of all.");
    }

    private static Problem kafkaAway(NotPublishedException away) {
        LOG.warn("A request is answered 503 and may be sent again: {}", away.getMessage());
        return Problem.sendAgain(HttpStatus.SERVICE_UNAVAILABLE, "This could not be taken in right now.");
    }

    private static Problem notRead(NotReadException unknown) {
        LOG.warn("A request is answered 503 and may be sent again: {}", unknown.getMessage());
        return Problem.sendAgain(
                HttpStatus.SERVICE_UNAVAILABLE, "The %s are not known right now.".formatted(unknown.what()));
    }
}
