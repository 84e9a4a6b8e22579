package io.gatesync.projector.changes;

import static java.util.Comparator.comparingLong;
import static java.util.function.BinaryOperator.maxBy;

import io.gatesync.schemas.TicketChanged;
import java.time.Instant;

/**
 * A new round of admissions begins at an event: after a rehearsal everybody is out again.
 *
 * @param round its number
 * @param resetAt by the gateway's clock
 */
public record AdmissionReset(String eventId, long round, Instant resetAt) {

    /** @param round of the change, which is about every ticket of its event */
    static AdmissionReset of(TicketChanged change, long round) {
        return new AdmissionReset(change.getEventId(), round, change.getChangedAt());
    }

    /** The later of two rounds. */
    AdmissionReset or(AdmissionReset other) {
        return maxBy(comparingLong(AdmissionReset::round)).apply(this, other);
    }
}
