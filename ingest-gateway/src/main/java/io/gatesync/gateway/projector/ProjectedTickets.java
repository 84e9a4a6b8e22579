package io.gatesync.gateway.projector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.gatesync.gateway.comparison.CurrentTicket;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tickets of an event as the tables show them, asked from the status-projector. The caller says how far Kafka's tickets go;
 * the projector answers when the tables show all of them.
 */
public final class ProjectedTickets {
    private static final JsonFactory JSON = new JsonFactory();
    private static final JsonMapper MAPPER = new JsonMapper();

    private final ProjectorHttp projector;
    private final Duration readTimeout;
    private final Supplier<Optional<String>> token;

    /**
     * @param readTimeout until its next bytes, more than it waits for the tables to catch up; instead of the time until it has
     *     answered, for an answer of a million tickets
     * @param token of the caller in whose name it is asked: the projector lets him see what he may see, and the gateway no more
     */
    public ProjectedTickets(ProjectorHttp projector, Duration readTimeout, Supplier<Optional<String>> token) {
        this.projector = projector;
        this.readTimeout = readTimeout;
        this.token = token;
    }

    /**
     * Gives all tickets of an event.
     *
     * @param ends where each partition of the tickets ends in Kafka
     * @throws ProjectorAwayException if it does not answer to the end; the consumer may have been given some tickets
     */
    public void each(String eventId, List<Long> ends, Consumer<CurrentTicket> consumer) {
        ask("/internal/tickets?event_id=" + encoded(eventId) + "&reached=" + joined(ends), body -> {
            try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
                long count = 0;
                while (json.nextToken() == JsonToken.START_ARRAY) {
                    consumer.accept(new CurrentTicket(
                            json.nextStringValue(),
                            json.nextStringValue(),
                            json.nextStringValue(),
                            json.nextStringValue(),
                            json.nextToken() == JsonToken.VALUE_TRUE));
                    count++;
                    json.nextToken();
                }
                // The last line says how many there are: without it, the answer broke off.
                if (json.nextToken() != JsonToken.PROPERTY_NAME || json.nextLongValue(-1) != count) {
                    throw new IOException("the answer broke off after %d tickets".formatted(count));
                }
            }
        });
    }

    /**
     * One ticket of an event; empty if the event has none with this code.
     *
     * @param ends where each partition of the tickets ends in Kafka
     * @throws ProjectorAwayException if it does not answer
     */
    public Optional<TicketNow> one(String eventId, String qrcode, List<Long> ends) {
        JsonNode[] answer = new JsonNode[1];
        String query = "?event_id=" + encoded(eventId) + "&qrcode=" + encoded(qrcode) + "&reached=" + joined(ends);
        ask("/internal/ticket" + query, body -> {
            answer[0] = MAPPER.readTree(body);
            if (!answer[0].isObject()) {
                throw new IOException("the answer is no JSON object");
            }
        });
        return Optional.of(answer[0]).filter(ticket -> ticket.has("qrcode")).map(ProjectedTickets::ticket);
    }

    private static TicketNow ticket(JsonNode ticket) {
        JsonNode scannedAt = ticket.path("scanned_at");
        return new TicketNow(
                ticket.path("type").asString(""),
                ticket.path("admittence").asString(""),
                ticket.path("number").asString(""),
                ticket.path("revoked").asBoolean(),
                scannedAt.isString()
                        ? Optional.of(new TicketNow.Admission(
                                Instant.parse(scannedAt.asString()),
                                ticket.path("device_id").asString("")))
                        : Optional.empty());
    }

    private interface Reader {
        void read(InputStream body) throws IOException;
    }

    private void ask(String pathAndQuery, Reader reader) {
        Map<String, String> headers =
                token.get().map(own -> Map.of("Authorization", "Bearer " + own)).orElse(Map.of());
        try (ClassicHttpResponse answer = projector.ask("GET", pathAndQuery, headers, readTimeout)) {
            if (answer.getCode() != HttpStatus.SC_OK) {
                throw new ProjectorAwayException(
                        "The status-projector answers HTTP %d: it does not show all tickets yet, its database is away, or (401) it has other keys"
                                .formatted(answer.getCode()));
            }
            try (InputStream body = answer.getEntity().getContent()) {
                reader.read(body);
            }
        } catch (IOException | JacksonException e) {
            throw new ProjectorAwayException(
                    "The status-projector at %s does not answer: %s"
                            .formatted(projector.address().url(), e),
                    e);
        }
    }

    private static String joined(List<Long> ends) {
        return ends.stream().map(String::valueOf).collect(joining(","));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
