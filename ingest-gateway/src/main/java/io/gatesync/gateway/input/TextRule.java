package io.gatesync.gateway.input;

/** What every text must be, so that Kafka, PostgreSQL and Avro all keep it as it came. */
final class TextRule {
    static final int MAX_CHARACTERS = 255;

    private TextRule() {}

    /** What the text fails to be, or null if it is fine. */
    static String broken(String text) {
        // A character takes at most two chars: only a text longer than the limit needs counting.
        if (text.length() > MAX_CHARACTERS && text.codePointCount(0, text.length()) > MAX_CHARACTERS) {
            return "must not be greater than " + MAX_CHARACTERS + " characters.";
        }
        return brokenAtAnyLength(text);
    }

    static String brokenAtAnyLength(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                return "must not contain control characters.";
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return "must be valid Unicode.";
                }
                i++;
            }
        }
        return null;
    }
}
