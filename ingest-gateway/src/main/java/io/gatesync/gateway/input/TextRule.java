package io.gatesync.gateway.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.util.Optional;

/** What a text becomes when it is read, and what it must then be, so that Avro, Kafka and PostgreSQL keep it unchanged. */
public final class TextRule {
    /** Every record and every row that is built from texts of this size fits. */
    static final int MAX_BYTES = 255;

    /** Stands for what cannot be shown or kept; no ticket's code has it. */
    public static final char REPLACEMENT = '\uFFFD';

    /**
     * The invisible characters that Laravel strips, besides white space and control characters; and the marks of direction
     * that Windows and phones put around what is copied.
     */
    private static final String INVISIBLE = "\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B\u200C\u200D\u200E"
            + "\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2061\u2062\u2063\u2064\u2065\u2066\u2067\u2068\u2069"
            + "\u206A\u206B\u206C\u206D\u206E\u206F\u2800\u3164\uFEFF\uFFA0";

    /**
     * No longer text is within {@link #MAX_BYTES} when it is composed: three characters become one of two bytes at the most. To
     * compose a body full of accents keeps a core busy for half a minute.
     */
    private static final int MAX_CHARS_TO_COMPOSE = 2 * MAX_BYTES;

    private TextRule() {}

    /**
     * The text as it is compared: without outer white space and outer invisible characters, as Laravel strips every input, and
     * composed (NFC). Scans and tickets are cleaned by this one function: a code that a handheld ends with a carriage return is
     * the code of the ticket, and so is one whose \u00FC came from a Mac, as a u and two dots.
     */
    public static String clean(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isInvisible(text.charAt(start))) {
            start++;
        }
        while (end > start && isInvisible(text.charAt(end - 1))) {
            end--;
        }
        return composed(text.substring(start, end));
    }

    private static String composed(String text) {
        return text.length() <= MAX_CHARS_TO_COMPOSE ? Normalizer.normalize(text, Normalizer.Form.NFC) : text;
    }

    private static boolean isInvisible(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || INVISIBLE.indexOf(c) >= 0;
    }

    /** The rule that a text breaks, as {@link FieldErrors} words it; empty if it breaks none. */
    public static Optional<String> violation(String text) {
        // A char has at most three bytes: only a text that could be too long needs to be measured.
        if (text.length() > MAX_BYTES / 3 && text.getBytes(UTF_8).length > MAX_BYTES) {
            return Optional.of("must not be greater than " + MAX_BYTES + " bytes.");
        }
        return violationAtAnyLength(text);
    }

    /** The same for a text that may be of any length. */
    static Optional<String> violationAtAnyLength(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                return Optional.of("must not contain control characters.");
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return Optional.of("must be valid Unicode.");
                }
                i++;
            }
        }
        return Optional.empty();
    }
}
