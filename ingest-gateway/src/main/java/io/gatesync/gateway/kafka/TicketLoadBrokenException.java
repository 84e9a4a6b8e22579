package io.gatesync.gateway.kafka;

/** Kafka went away in the middle of a ticket file; sending the whole file again is right and safe. */
public final class TicketLoadBrokenException extends RuntimeException {
    private final long accepted;
    private final long refused;

    TicketLoadBrokenException(long accepted, long refused, KafkaAwayException cause) {
        super("Kafka went away after %d rows were accepted.".formatted(accepted), cause);
        this.accepted = accepted;
        this.refused = refused;
    }

    /** Rows that Kafka holds; not always the first ones of the file. */
    public long accepted() {
        return accepted;
    }

    /** Rows that were no tickets, so far. */
    public long refused() {
        return refused;
    }
}
