package io.gatesync.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatesync.gateway.answer.EndedEventAnswer;
import io.gatesync.gateway.answer.EventAnswer;
import io.gatesync.gateway.answer.TicketsAnswer;
import io.gatesync.gateway.input.EventChange;
import io.gatesync.gateway.input.TicketFileReader;
import io.gatesync.gateway.input.TicketRows;
import io.gatesync.gateway.publish.Events;
import io.gatesync.gateway.publish.KeptRecords;
import io.gatesync.gateway.publish.TicketLoad;
import io.gatesync.gateway.publish.TicketLoads;
import io.gatesync.schemas.EventAccess;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the organiser calls: sets up events and loads their tickets. */
@RestController
final class AdminController {
    private static final MediaType CSV = new MediaType("text", "csv");

    private final BodyReader bodies;
    private final LeastRate leastRate;
    private final EventRules rules;
    private final Events events;
    private final KeptRecords keptRecords;
    private final TicketFileReader files;
    private final TicketLoads ticketLoads;
    private final GatewayMetrics metrics;
    private final InstantSource clock;

    AdminController(
            BodyReader bodies,
            LeastRate leastRate,
            EventRules rules,
            Events events,
            KeptRecords keptRecords,
            TicketFileReader files,
            TicketLoads ticketLoads,
            GatewayMetrics metrics,
            InstantSource clock) {
        this.bodies = bodies;
        this.leastRate = leastRate;
        this.rules = rules;
        this.events = events;
        this.keptRecords = keptRecords;
        this.files = files;
        this.ticketLoads = ticketLoads;
        this.metrics = metrics;
        this.clock = clock;
    }

    @PutMapping(path = "/api/admin/events/{eventId}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<EventAnswer> putEvent(@PathVariable String eventId, HttpServletRequest request) throws IOException {
        try (BodyReader.Body body = bodies.read(request)) {
            EventChange event = EventChange.read(eventId, body.bytes());
            rules.requireForChange(event.eventId());
            events.publish(event);
            rules.refresh(); // Who has opened an event may upload to it at once.
            return json(EventAnswer.of(event));
        }
    }

    @DeleteMapping("/api/admin/events/{eventId}")
    ResponseEntity<EndedEventAnswer> endEvent(@PathVariable String eventId) {
        String id = EventChange.requireId(eventId);
        EventAccess event = rules.requireForEnd(id);
        List<EndedEventAnswer.Kept> kept = keptRecords.since(clock.instant()).stream()
                .map(topic -> new EndedEventAnswer.Kept(topic.topic(), topic.until()))
                .toList();
        events.end(event);
        rules.refresh();
        return json(EndedEventAnswer.of(id, event.getName(), kept));
    }

    @PutMapping(
            path = "/api/admin/events/{eventId}/tickets",
            consumes = {"text/csv", MediaType.APPLICATION_NDJSON_VALUE})
    ResponseEntity<TicketsAnswer> putTickets(@PathVariable String eventId, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        String id = EventChange.requireId(eventId);
        rules.requireForTickets(id);
        TicketLoad load = ticketLoads.load(id, rows(request));
        metrics.loaded(load);
        return json(TicketsAnswer.of(id, load.accepted(), load.refused(), load.listed()));
    }

    private TicketRows rows(HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException {
        MediaType type = MediaType.parseMediaType(request.getContentType());
        if (type.getCharset() != null && !type.getCharset().equals(UTF_8)) {
            throw new HttpMediaTypeNotSupportedException(type, List.of(CSV, MediaType.APPLICATION_NDJSON));
        }
        InputStream file = leastRate.of(request.getInputStream());
        return CSV.isCompatibleWith(type) ? files.csv(file) : files.ndjson(file);
    }

    /** JSON, whatever the client says it accepts: the work is done, and this is its answer. */
    private static <T> ResponseEntity<T> json(T answer) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(answer);
    }
}
