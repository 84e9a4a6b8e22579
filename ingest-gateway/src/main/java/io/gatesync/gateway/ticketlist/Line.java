package io.gatesync.gateway.ticketlist;

/** A physical line of a ticket file, numbered from 1. */
sealed interface Line {
    long number();

    /** A line without its line end. */
    record Text(long number, String text) implements Line {
        boolean isBlank() {
            return text.isBlank();
        }
    }

    /** A line that cannot be read, and the reason, in a sentence for the organiser. */
    record Unreadable(long number, String reason) implements Line {}
}
