package io.gatesync.gateway.input;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON objects whatever their fields' types are; {@link Fields} finds what is wrong with them. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    static Map<?, ?> object(byte[] json) {
        try {
            return requireObject(MAPPER.readValue(json, Object.class));
        } catch (JacksonException e) {
            throw notJson(e);
        }
    }

    public static Map<?, ?> object(String json) {
        try {
            return requireObject(MAPPER.readValue(json, Object.class));
        } catch (JacksonException e) {
            throw notJson(e);
        }
    }

    private static Map<?, ?> requireObject(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw RefusedInputException.malformed("The body must be one JSON object.");
    }

    private static RefusedInputException notJson(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        // JSON that breaks a limit of the reader, such as a number of a thousand digits, has no location.
        return RefusedInputException.malformed(
                location == null
                        ? "This JSON cannot be read: " + e.getOriginalMessage()
                        : "Malformed JSON at line %d, column %d."
                                .formatted(location.getLineNr(), location.getColumnNr()));
    }
}
