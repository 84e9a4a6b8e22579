package io.gatesync.projector.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatesync.service.problem.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * What the gateway asks about an event's tickets: nobody else, so the gateway does not forward these paths. It says how far the
 * topic of tickets went when it asked, and is answered when the tables show all of that.
 */
@RestController
@RequestMapping("/internal")
class TicketController {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final TicketQueries queries;

    TicketController(TicketQueries queries) {
        this.queries = queries;
    }

    /**
     * All tickets of an event, each as an array of code, type, admittence, number, and whether it is revoked; at the end an object
     * with their number, without which the answer broke off.
     *
     * @param reached the end of each partition of the topic of tickets
     */
    @GetMapping("/tickets")
    void tickets(
            @RequestParam("event_id") String eventId,
            @RequestParam("reached") List<Long> reached,
            HttpServletResponse response)
            throws IOException {
        awaitReached(reached);
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        response.setCharacterEncoding(UTF_8);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), response.getOutputStream())) {
            long[] count = {0};
            queries.each(eventId, ticket -> {
                count[0]++;
                json.writeStartArray();
                json.writeString(ticket.qrcode());
                json.writeString(orEmpty(ticket.type()));
                json.writeString(orEmpty(ticket.admittence()));
                json.writeString(orEmpty(ticket.number()));
                json.writeBoolean(ticket.revoked());
                json.writeEndArray();
            });
            json.writeStartObject();
            json.writeNumberProperty("tickets", count[0]);
            json.writeEndObject();
        }
    }

    /** One ticket of an event; an object without a code if it has none with this one. */
    @GetMapping("/ticket")
    Map<String, Object> ticket(
            @RequestParam("event_id") String eventId,
            @RequestParam("qrcode") String qrcode,
            @RequestParam("reached") List<Long> reached) {
        awaitReached(reached);
        return queries.one(eventId, qrcode).map(TicketController::members).orElse(Map.of());
    }

    private static Map<String, Object> members(TicketQueries.Ticket ticket) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("qrcode", ticket.qrcode());
        members.put("type", orEmpty(ticket.type()));
        members.put("admittence", orEmpty(ticket.admittence()));
        members.put("number", orEmpty(ticket.number()));
        members.put("revoked", ticket.revoked());
        if (ticket.scannedAt() != null) {
            members.put("scanned_at", ticket.scannedAt().toInstant().toString());
            members.put("device_id", orEmpty(ticket.deviceId()));
        }
        return members;
    }

    private void awaitReached(List<Long> reached) {
        try {
            if (queries.awaitReached(reached)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw Problem.sendAgain(
                HttpStatus.SERVICE_UNAVAILABLE, "The tables do not show all tickets yet that Kafka has.");
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
