package io.gatesync.projector.feed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Writes lines of JSON, compressed: one object a line, in the short names that {@code ingest-gateway/README.md} explains. */
final class TicketLines implements AutoCloseable {
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .rootValueSeparator("\n")
            .build();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final GZIPOutputStream zipped;
    private final JsonGenerator json;
    private boolean empty = true;

    TicketLines() {
        try {
            zipped = new GZIPOutputStream(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        json = JSON.createGenerator(ObjectWriteContext.empty(), zipped);
    }

    void header(Header header) {
        json.writeStartObject();
        json.writeStringProperty("event", header.eventId());
        json.writeStringProperty("name", header.name());
        json.writeStringProperty("base", header.base());
        json.writeNumberProperty("parts", TicketHash.PARTS);
        json.writeNumberProperty("tickets", header.tickets());
        json.writeStringProperty("rule", header.rule());
        json.writeName("code_pattern");
        json.writeString(header.codePattern());
        json.writeBooleanProperty("code_case_matters", header.codeCaseMatters());
        json.writeStringProperty("hash", TicketCodes.ALGORITHM);
        json.writeStringProperty("key", header.key());
        json.writeNumberProperty("at", header.at());
        end();
    }

    /**
     * What a device has to know before the tickets.
     *
     * @param base the name of the list
     * @param rule how the device decides, and its version
     * @param codePattern by which a code is taken out of what is scanned; null if all of it is the code
     * @param key of the hashes
     * @param at when the list was made, in milliseconds since 1970
     */
    record Header(
            String eventId,
            String name,
            String base,
            int tickets,
            String rule,
            @Nullable String codePattern,
            boolean codeCaseMatters,
            String key,
            long at) {}

    void ticket(FeedTicket ticket) {
        json.writeStartObject();
        json.writeStringProperty("h", ticket.hash().toString());
        json.writeNumberProperty("s", ticket.revoked() ? 1 : 0);
        optional("t", ticket.type());
        optional("a", ticket.admittence());
        optional("n", ticket.number());
        Entry entry = ticket.entry();
        if (entry != null) {
            json.writeName("in");
            json.writeStartObject();
            json.writeStringProperty("d", entry.deviceId());
            optional("g", entry.gate());
            json.writeNumberProperty("at", entry.at().toEpochMilli());
            json.writeEndObject();
        }
        end();
    }

    private void optional(String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    /** The last line: from where to go on, and whether there is more by now. */
    void trailer(String cursor, boolean more) {
        json.writeStartObject();
        json.writeStringProperty("cursor", cursor);
        json.writeBooleanProperty("more", more);
        end();
    }

    private void end() {
        json.writeEndObject();
        empty = false;
    }

    /** Ends the lines. */
    byte[] bytes() {
        json.flush();
        try {
            if (!empty) {
                zipped.write('\n');
            }
            zipped.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        try {
            zipped.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
