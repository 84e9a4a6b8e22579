package io.gatesync.gateway.ticketlist;

import io.gatesync.gateway.input.RefusedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** Tickets as one JSON array of objects, read token by token. */
final class JsonArrayRows implements TicketRows {
    /** A ticket has five. */
    private static final int MAX_MEMBERS = 1_000;

    private final JsonParser parser;
    private final JsonTickets tickets;
    private boolean begun;

    JsonArrayRows(InputStream file, int maxRowBytes, JsonTickets tickets) {
        this.parser = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(maxRowBytes)
                        .build())
                .build()
                .createParser(ObjectReadContext.empty(), file);
        this.tickets = tickets;
    }

    @Override
    public @Nullable TicketRow next() throws IOException {
        try {
            if (!begun) {
                begun = true;
                if (parser.nextToken() != JsonToken.START_ARRAY) {
                    throw RefusedInputException.malformed(
                            "The body must be a JSON array of objects, one for each ticket.");
                }
            }
            JsonToken token = parser.nextToken();
            if (token == JsonToken.END_ARRAY) {
                if (parser.nextToken() != null) {
                    throw RefusedInputException.malformed(
                            "There is something after the JSON array. Nothing was loaded.");
                }
                return null;
            }
            long line = parser.currentTokenLocation().getLineNr();
            if (token != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return new TicketRow.Refused(line, "The element is no JSON object.");
            }
            Map<String, @Nullable Object> object = object();
            return object.size() > MAX_MEMBERS
                    ? new TicketRow.Refused(line, "The element has too many members.")
                    : tickets.ticket(line, object);
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            TokenStreamLocation location = e.getLocation();
            throw RefusedInputException.malformed("This JSON cannot be read%s. Nothing was loaded."
                    .formatted(
                            location == null
                                    ? ""
                                    : " at line %d, column %d"
                                            .formatted(location.getLineNr(), location.getColumnNr())));
        }
    }

    /** The members of the object that has begun, up to one more than allowed; a value that is an object or an array is only marked. */
    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> object = new HashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            Object value = switch (token) {
                case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getString();
                case VALUE_NULL -> null;
                default -> {
                    parser.skipChildren();
                    yield true;
                }
            };
            if (object.size() <= MAX_MEMBERS) {
                object.put(name, value);
            }
        }
        return object;
    }

    @Override
    public Notices notices() {
        return tickets.notices();
    }

    @Override
    public void close() {
        parser.close();
    }
}
