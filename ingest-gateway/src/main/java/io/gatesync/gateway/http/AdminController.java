package io.gatesync.gateway.http;

import io.gatesync.gateway.answer.EndedEventAnswer;
import io.gatesync.gateway.answer.EventAnswer;
import io.gatesync.gateway.answer.ResetAnswer;
import io.gatesync.gateway.described.EventBody;
import io.gatesync.gateway.described.ResetBody;
import io.gatesync.gateway.input.CodeRule;
import io.gatesync.gateway.input.EventChange;
import io.gatesync.gateway.input.ResetConfirmation;
import io.gatesync.gateway.publish.AdmissionRounds;
import io.gatesync.gateway.publish.Events;
import io.gatesync.gateway.publish.KeptRecords;
import io.gatesync.schemas.EventAccess;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the organiser calls about an event itself. */
@RestController
@Tag(name = "Events")
final class AdminController {
    private final BodyReader bodies;
    private final EventRules rules;
    private final CodeRuleChange codeRuleChange;
    private final Events events;
    private final DeviceFleet fleet;
    private final AdmissionRounds rounds;
    private final KeptRecords keptRecords;
    private final InstantSource clock;

    AdminController(
            BodyReader bodies,
            EventRules rules,
            CodeRuleChange codeRuleChange,
            Events events,
            DeviceFleet fleet,
            AdmissionRounds rounds,
            KeptRecords keptRecords,
            InstantSource clock) {
        this.bodies = bodies;
        this.rules = rules;
        this.codeRuleChange = codeRuleChange;
        this.events = events;
        this.fleet = fleet;
        this.rounds = rounds;
        this.keptRecords = keptRecords;
        this.clock = clock;
    }

    @Operation(summary = "Opens, changes or closes an event")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = EventBody.class)))
    @ApiResponse(responseCode = "200", useReturnTypeSchema = true, description = "How it stands now.")
    @ApiResponse(
            responseCode = "409",
            description = "The event has ended, or tickets that are loaded would not be found any more.")
    @PutMapping(path = "/api/admin/events/{eventId}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<EventAnswer> putEvent(@PathVariable String eventId, HttpServletRequest request) throws IOException {
        try (BodyReader.Body body = bodies.read(request)) {
            EventChange event = EventChange.read(eventId, body.bytes());
            Optional<CodeRule> before = rules.requireForChange(event.eventId());
            CodeRule rule = event.codeRule(before.orElse(CodeRule.WHOLE_TEXT));
            before.ifPresent(now -> codeRuleChange.require(event.eventId(), now, rule));
            events.publish(event, rule);
            rules.refresh(); // Who has opened an event may upload to it at once.
            return json(EventAnswer.of(event, rule));
        }
    }

    @Operation(
            summary = "Ends a rehearsal",
            description = "Everybody is out again: the next scan of each ticket is admitted.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ResetBody.class)))
    @ApiResponse(responseCode = "200", useReturnTypeSchema = true, description = "Everybody is out.")
    @ApiResponse(responseCode = "404", description = "Nobody has opened the event.")
    @ApiResponse(responseCode = "410", description = "The event has ended, and its data are deleted.")
    @PostMapping(path = "/api/admin/events/{eventId}/reset-admissions", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ResetAnswer> resetAdmissions(@PathVariable String eventId, HttpServletRequest request)
            throws IOException {
        try (BodyReader.Body body = bodies.read(request)) {
            EventAccess event = rules.requireForReset(EventChange.requireId(eventId));
            ResetConfirmation.require(body.bytes(), event.getName());
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS); // As records have it.
            long round = rounds.begin(event.getEventId(), now);
            return json(ResetAnswer.of(event.getEventId(), event.getName(), round, now));
        }
    }

    @Operation(summary = "Ends a closed event, for good", description = "Its tickets, admissions and rows are deleted.")
    @ApiResponse(
            responseCode = "200",
            useReturnTypeSchema = true,
            description = "What Kafka still holds of it, and until when.")
    @ApiResponse(responseCode = "404", description = "Nobody has opened the event.")
    @ApiResponse(responseCode = "409", description = "The event is open.")
    @DeleteMapping("/api/admin/events/{eventId}")
    ResponseEntity<EndedEventAnswer> endEvent(@PathVariable String eventId) {
        String id = EventChange.requireId(eventId);
        EventAccess event = rules.requireForEnd(id);
        List<EndedEventAnswer.Kept> kept = keptRecords.since(clock.instant()).stream()
                .map(topic -> new EndedEventAnswer.Kept(topic.topic(), topic.until()))
                .toList();
        events.end(event);
        rules.refresh();
        fleet.forgetAllOf(id);
        return json(EndedEventAnswer.of(id, event.getName(), kept));
    }

    /** JSON, whatever the client says it accepts: the work is done, and this is its answer. */
    private static <T> ResponseEntity<T> json(T answer) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(answer);
    }
}
