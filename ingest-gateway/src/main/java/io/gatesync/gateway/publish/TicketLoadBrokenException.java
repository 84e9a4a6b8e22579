package io.gatesync.gateway.publish;

/** Kafka went away while a ticket file was being loaded; sending the whole file again is right and safe. */
public final class TicketLoadBrokenException extends RuntimeException {
    private final long accepted;
    private final long refused;

    TicketLoadBrokenException(long accepted, long refused, NotPublishedException cause) {
        super("after %d rows: %s".formatted(accepted, cause.getMessage()), cause);
        this.accepted = accepted;
        this.refused = refused;
    }

    /** The number of rows that Kafka has acknowledged; they are not always the first ones of the file. */
    public long accepted() {
        return accepted;
    }

    /** The number of rows read so far that are no tickets. */
    public long refused() {
        return refused;
    }
}
