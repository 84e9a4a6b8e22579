package io.gatesync.gateway.input;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON objects as they are, of whatever types their members may be; {@link Members} tells what is wrong. */
final class Json {
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

    static Map<?, ?> object(String json) {
        try {
            return requireObject(MAPPER.readValue(json, Object.class));
        } catch (JacksonException e) {
            throw notJson(e);
        }
    }

    private static Map<?, ?> requireObject(Object value) {
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw new MalformedBodyException("The body must be one JSON object.");
    }

    private static MalformedBodyException notJson(JacksonException e) {
        return new MalformedBodyException("Malformed JSON at line %d, column %d."
                .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    }
}
