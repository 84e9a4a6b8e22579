package io.gatesync.opponents;

import org.jspecify.annotations.Nullable;

/** What a scan is told, and what the log says of it. */
enum Verdict {
    SYNCED("synced", null),
    DUPLICATE("duplicate", null),
    CONFLICT("conflict", null),
    NOT_FOUND("failed", "Ticket not found"),
    REVOKED("failed", "Ticket revoked");

    final String status;
    final @Nullable String error;

    Verdict(String status, @Nullable String error) {
        this.status = status;
        this.error = error;
    }

    /** The verdict that a log row tells of. */
    static Verdict logged(String status, @Nullable String error) {
        return switch (status) {
            case "synced" -> SYNCED;
            case "duplicate" -> DUPLICATE;
            case "conflict" -> CONFLICT;
            default -> "Ticket revoked".equals(error) ? REVOKED : NOT_FOUND;
        };
    }
}
