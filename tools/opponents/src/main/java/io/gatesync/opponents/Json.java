package io.gatesync.opponents;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/** JSON that is being written, as UTF-8. Faster than a generator: most of an answer is the same each time. */
final class Json {

    private static final byte[] NULL = utf8("null");

    private byte[] bytes;
    private int length;

    Json(int capacity) {
        bytes = new byte[capacity];
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }

    Json raw(byte[] json) {
        room(json.length);
        System.arraycopy(json, 0, bytes, length, json.length);
        length += json.length;
        return this;
    }

    Json number(long value) {
        return raw(utf8(Long.toString(value)));
    }

    /** A text in quotes, or null. */
    Json text(@Nullable String text) {
        if (text == null) {
            return raw(NULL);
        }
        room(text.length() + 2);
        int at = length;
        bytes[at++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return quoted(text);
            }
            bytes[at++] = (byte) c;
        }
        bytes[at++] = '"';
        length = at;
        return this;
    }

    private Json quoted(String text) {
        return raw(utf8("\""))
                .raw(JsonStringEncoder.getInstance().quoteAsUTF8(text))
                .raw(utf8("\""));
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }
}
