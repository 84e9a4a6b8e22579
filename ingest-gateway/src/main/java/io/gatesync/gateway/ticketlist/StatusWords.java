package io.gatesync.gateway.ticketlist;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the words in a status column say: whether the ticket is revoked. Case, white space, hyphens and underscores do not count. */
final class StatusWords {
    /** Words that mean the same in all systems that have them. "Unpaid" or "pending" are not among them: the organiser decides. */
    private static final Map<String, Boolean> KNOWN = new HashMap<>();

    static {
        for (String word : new String[] {
            "valid",
            "active",
            "attending",
            "checked in",
            "not checked in",
            "checked out",
            "issued",
            "confirmed",
            "approved",
            "paid",
            "completed",
            "complete",
            "ok"
        }) {
            KNOWN.put(normal(word), false);
        }
        for (String word : new String[] {
            "revoked",
            "cancelled",
            "canceled",
            "not attending",
            "refunded",
            "void",
            "voided",
            "deleted",
            "invalid",
            "inactive",
            "blocked",
            "rejected",
            "charged back"
        }) {
            KNOWN.put(normal(word), true);
        }
    }

    private final Map<String, Boolean> words = new HashMap<>(KNOWN);

    /** The built-in words, and the organiser's own, which win. */
    StatusWords(Collection<String> valid, Collection<String> revoked) {
        valid.forEach(word -> words.put(normal(word), false));
        revoked.forEach(word -> words.put(normal(word), true));
    }

    /** Whether a ticket with this word is revoked; null for a word that nobody knows. */
    @Nullable
    Boolean revoked(String word) {
        return words.get(normal(word));
    }

    static String normal(String word) {
        StringBuilder kept = new StringBuilder();
        word.codePoints()
                .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c) && c != '-' && c != '_')
                .forEach(kept::appendCodePoint);
        return kept.toString().toLowerCase(Locale.ROOT);
    }
}
