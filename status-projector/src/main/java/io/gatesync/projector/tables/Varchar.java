package io.gatesync.projector.tables;

import org.jspecify.annotations.Nullable;

/** A column of type {@code varchar(255)}, which refuses what is longer. */
final class Varchar {
    private static final int CHARACTERS = 255;

    private Varchar() {}

    /** A text for people as far as it fits its column; PostgreSQL counts an emoji as one character. */
    static @Nullable String cut(@Nullable String text) {
        return text == null || text.codePointCount(0, text.length()) <= CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, CHARACTERS));
    }
}
