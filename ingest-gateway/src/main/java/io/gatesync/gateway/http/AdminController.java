package io.gatesync.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatesync.gateway.GatewayProperties;
import io.gatesync.gateway.answer.EventAnswer;
import io.gatesync.gateway.answer.TicketsAnswer;
import io.gatesync.gateway.input.CsvRows;
import io.gatesync.gateway.input.EventChange;
import io.gatesync.gateway.input.NdjsonRows;
import io.gatesync.gateway.input.TicketRows;
import io.gatesync.gateway.kafka.Events;
import io.gatesync.gateway.kafka.TicketLoads;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the organiser calls: sets up events and loads their tickets. */
@RestController
final class AdminController {
    private static final MediaType CSV = new MediaType("text", "csv");

    private final BodyReader bodies;
    private final Events events;
    private final TicketLoads ticketLoads;
    private final int maxRowBytes;
    private final MeterRegistry metrics;

    AdminController(
            BodyReader bodies,
            Events events,
            TicketLoads ticketLoads,
            GatewayProperties properties,
            MeterRegistry metrics) {
        this.bodies = bodies;
        this.events = events;
        this.ticketLoads = ticketLoads;
        this.maxRowBytes = Math.toIntExact(properties.tickets().maxRow().toBytes());
        this.metrics = metrics;
    }

    @PutMapping(path = "/api/admin/events/{eventId}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<EventAnswer> putEvent(@PathVariable String eventId, HttpServletRequest request) throws IOException {
        EventChange event = EventChange.read(eventId, bodies.read(request));
        events.publish(event);
        return json(EventAnswer.of(event));
    }

    @PutMapping(
            path = "/api/admin/events/{eventId}/tickets",
            consumes = {"text/csv", MediaType.APPLICATION_NDJSON_VALUE})
    ResponseEntity<TicketsAnswer> putTickets(@PathVariable String eventId, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        EventChange.requireValidId(eventId);
        MediaType type = MediaType.parseMediaType(request.getContentType());
        if (type.getCharset() != null && !type.getCharset().equals(UTF_8)) {
            throw new HttpMediaTypeNotSupportedException(type, List.of(CSV, MediaType.APPLICATION_NDJSON));
        }
        TicketRows rows = CSV.isCompatibleWith(type)
                ? new CsvRows(request.getInputStream(), maxRowBytes)
                : new NdjsonRows(request.getInputStream(), maxRowBytes);
        TicketsAnswer answer = ticketLoads.load(eventId, rows);
        metrics.counter("gatesync.gateway.ticket.rows", "result", "accepted").increment((double) answer.accepted());
        metrics.counter("gatesync.gateway.ticket.rows", "result", "refused").increment((double) answer.refused());
        return json(answer);
    }

    /** Whatever the client says it accepts: the work is done, and this is its answer. */
    private static <T> ResponseEntity<T> json(T answer) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(answer);
    }
}
