package io.gatesync.gateway.input;

import java.util.Optional;

/** What every text must be, so that Avro, Kafka and PostgreSQL keep it unchanged. */
final class TextRule {
    static final int MAX_CHARACTERS = 255;

    private TextRule() {}

    /** The rule that a text breaks, as {@link FieldErrors} words it; empty if it breaks none. */
    static Optional<String> violation(String text) {
        // A character has at most two chars: only a text with more chars than the limit needs to be counted.
        if (text.length() > MAX_CHARACTERS && text.codePointCount(0, text.length()) > MAX_CHARACTERS) {
            return Optional.of("must not be greater than " + MAX_CHARACTERS + " characters.");
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
