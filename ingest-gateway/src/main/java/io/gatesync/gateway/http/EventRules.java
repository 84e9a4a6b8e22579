package io.gatesync.gateway.http;

import io.gatesync.gateway.input.CodeRule;
import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.EventState;
import io.gatesync.service.events.KnownEvents;
import io.gatesync.service.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpStatus;

/**
 * What may be done at an event. Nothing is taken in for one that nobody has opened, so that a mistyped id is found at the gate
 * and not in the log, and nothing for one that has ended. A closed one admits nobody online, and still takes uploads of what was
 * scanned before.
 */
public final class EventRules {
    private final KnownEvents events;
    private final Duration timeout;

    /** @param timeout for reading the latest events, before one is said to be unknown */
    public EventRules(KnownEvents events, Duration timeout) {
        this.events = events;
        this.timeout = timeout;
    }

    /**
     * Whether scans that devices made are taken in. The id is a field of the body.
     *
     * @return how codes are read there
     */
    CodeRule requireForUpload(String eventId) {
        return codeRule(require(eventId, EventRules::unknownInBody));
    }

    /**
     * Whether a device may ask to let somebody in now. The id is a field of the body.
     *
     * @return how codes are read there
     */
    CodeRule requireForAdmission(String eventId) {
        EventAccess event = require(eventId, EventRules::unknownInBody);
        if (event.getState() != EventState.OPEN) {
            throw Problem.stop(HttpStatus.FORBIDDEN, "The event %s is closed: nobody is admitted.".formatted(eventId));
        }
        return codeRule(event);
    }

    /**
     * Whether its tickets may be loaded. The id is part of the path.
     *
     * @return how codes are read there
     */
    CodeRule requireForTickets(String eventId) {
        return codeRule(require(eventId, EventRules::unknownInPath));
    }

    /**
     * Whether it may be opened, changed or closed.
     *
     * @return how codes are read there until now; empty if nobody has opened it
     */
    Optional<CodeRule> requireForChange(String eventId) {
        Optional<EventAccess> event = latest(eventId);
        event.filter(EventRules::hasEnded).ifPresent(ended -> {
            throw Problem.stop(
                    HttpStatus.CONFLICT,
                    "The event %s has ended, and its data are deleted. Open the next one with another id."
                            .formatted(eventId));
        });
        return event.map(EventRules::codeRule);
    }

    /**
     * Whether it may be ended.
     *
     * @return how it stands
     */
    EventAccess requireForEnd(String eventId) {
        EventAccess event = latest(eventId).orElseThrow(() -> unknownInPath(eventId));
        if (event.getState() == EventState.OPEN) {
            throw Problem.stop(
                    HttpStatus.CONFLICT,
                    "The event %s is open. Close it first, so that nobody deletes what is still needed: PUT it with \"state\": \"closed\"."
                            .formatted(eventId));
        }
        return event;
    }

    /**
     * Whether everybody may be said to be out again.
     *
     * @return how it stands
     */
    EventAccess requireForReset(String eventId) {
        refresh();
        return require(eventId, EventRules::unknownInPath);
    }

    /** The event that a device wants to log in to; empty if nobody has opened it. */
    Optional<EventAccess> findForLogin(String eventId) {
        return events.findUpToDate(eventId, timeout);
    }

    /** Waits until this gateway knows what was published until now. */
    void refresh() {
        events.refresh(timeout);
    }

    /** What an organiser changes may have been changed at another gateway a moment ago. */
    private Optional<EventAccess> latest(String eventId) {
        refresh();
        return events.find(eventId);
    }

    private EventAccess require(String eventId, Function<String, Problem> unknown) {
        EventAccess event = events.findUpToDate(eventId, timeout).orElseThrow(() -> unknown.apply(eventId));
        if (hasEnded(event)) {
            throw Problem.stop(HttpStatus.GONE, "The event %s has ended, and its data are deleted.".formatted(eventId));
        }
        return event;
    }

    private static CodeRule codeRule(EventAccess event) {
        return CodeRule.of(Optional.ofNullable(event.getCodePattern()), event.getCodeCaseMatters());
    }

    static boolean hasEnded(EventAccess event) {
        return event.getState() == EventState.ENDED;
    }

    private static Problem unknownInBody(String eventId) {
        String detail = "Nobody has opened an event %s. Check the event id of the device.".formatted(eventId);
        // Both members as Laravel answers an id that does not exist.
        return Problem.stop(HttpStatus.UNPROCESSABLE_CONTENT, detail)
                .with("message", detail)
                .with("errors", Map.of("event_id", List.of(detail)));
    }

    private static Problem unknownInPath(String eventId) {
        return Problem.stop(
                HttpStatus.NOT_FOUND,
                "Nobody has opened an event %s. Open it first: PUT /api/admin/events/{eventId}.".formatted(eventId));
    }
}
