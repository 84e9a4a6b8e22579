package io.gatesync.messaging;

/**
 * How many records in a row a service has sent to the dead letters. A few broken records are theirs alone. When all are broken,
 * the fault is elsewhere: a registry that was restored empty, or from another cluster, knows other schemas by the same ids.
 * Then the service has to stop, because a dead letter is lost to the gate, and the records are not.
 *
 * @param length so far
 * @param limit how many there may be
 */
public record DeadLetterRun(int length, int limit) {
    /** @throws IllegalArgumentException if the limit is below 1 */
    public DeadLetterRun {
        if (limit < 1) {
            throw new IllegalArgumentException("A limit of dead letters must be at least 1, not " + limit);
        }
    }

    /** No dead letter yet. */
    public static DeadLetterRun none(int limit) {
        return new DeadLetterRun(0, limit);
    }

    /** Whether the next record, if it is broken as well, has to stop the service. */
    public boolean isAtLimit() {
        return length >= limit;
    }

    /** After another dead letter. */
    public DeadLetterRun longer() {
        return new DeadLetterRun(length + 1, limit);
    }

    /** After a record that was not broken. */
    public DeadLetterRun ended() {
        return length == 0 ? this : none(limit);
    }
}
