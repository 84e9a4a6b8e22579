package io.gatesync.projector.status;

import io.gatesync.access.http.CallerAuthentication;
import io.gatesync.access.http.LoginProblem;
import io.gatesync.messaging.RecordPosition;
import io.gatesync.service.problem.Problem;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the scanner app asks about its uploads. */
@RestController
@RequestMapping({"/api/offline/sync", "/offline/sync"})
class SyncStatusController {
    private final SyncQueries queries;

    SyncStatusController(SyncQueries queries) {
        this.queries = queries;
    }

    @GetMapping("/status/{eventId}/{deviceId}")
    DeviceStatus status(@PathVariable String eventId, @PathVariable String deviceId) {
        if ((eventId + deviceId).chars().anyMatch(Character::isISOControl)) {
            throw Problem.stop(HttpStatus.BAD_REQUEST, "Ids of events and devices have no control characters.");
        }
        return queries.status(eventId, deviceId);
    }

    @GetMapping("/sessions/{syncSessionId}")
    SyncSession session(@PathVariable String syncSessionId) {
        RecordPosition id = parse(syncSessionId);
        boolean passed = queries.hasPassed(id); // Asked first: a session projected in between is found below.
        Optional<SyncSession> session = queries.session(id);
        session.filter(SyncStatusController::isOfAnother).ifPresent(other -> {
            throw LoginProblem.notAllowed();
        });
        return session.orElseThrow(() -> passed
                ? doesNotExist(syncSessionId)
                : Problem.sendAgain(
                        HttpStatus.NOT_FOUND, "Sync session %s is not known yet.".formatted(syncSessionId)));
    }

    private static boolean isOfAnother(SyncSession session) {
        return CallerAuthentication.current()
                .filter(caller -> caller.mayReadDevice(session.eventId(), session.deviceId()))
                .isEmpty();
    }

    private static RecordPosition parse(String text) {
        long number = positive(text);
        try {
            return RecordPosition.of(number);
        } catch (IllegalArgumentException e) {
            throw doesNotExist(text);
        }
    }

    private static long positive(String text) {
        try {
            long number = Long.parseLong(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Answered below, like a number that is not positive.
        }
        throw Problem.stop(HttpStatus.BAD_REQUEST, "A sync session id is a positive number.");
    }

    private static Problem doesNotExist(String id) {
        return Problem.stop(HttpStatus.NOT_FOUND, "There is no sync session %s.".formatted(id));
    }
}
