package io.gatesync.projector.feed;

import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketStatus;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as devices know it.
 *
 * @param type as printed; null where there is none
 * @param admittence as printed; null where there is none
 * @param number as printed; null where there is none
 * @param listed whether the organiser has loaded it; somebody may have been let in on a code that he loads later
 * @param entry null while nobody has come in on it
 */
public record FeedTicket(
        TicketHash hash,
        @Nullable String type,
        @Nullable String admittence,
        @Nullable String number,
        boolean revoked,
        boolean listed,
        @Nullable Entry entry) {

    /** A code that nobody has loaded, and on which nobody has come in. */
    public static FeedTicket unknown(TicketHash hash) {
        return new FeedTicket(hash, null, null, null, false, false, null);
    }

    /** After a change: what the organiser does not say stays, and an empty text says that there is none. */
    FeedTicket changedBy(TicketChanged change) {
        return new FeedTicket(
                hash,
                changed(type, change.getType()),
                changed(admittence, change.getAdmittence()),
                changed(number, change.getNumber()),
                change.getStatus() == null ? revoked : change.getStatus() == TicketStatus.REVOKED,
                true,
                entry);
    }

    private static @Nullable String changed(@Nullable String before, @Nullable String now) {
        if (now == null) {
            return before;
        }
        return now.isEmpty() ? null : now;
    }

    /** After somebody has come in: the first of a round stays, and one of a later round replaces it. */
    public FeedTicket enteredBy(Entry next) {
        return entry != null && next.round() <= entry.round() ? this : with(next);
    }

    /** After a new round of admissions has begun. */
    FeedTicket inRound(long round) {
        return entry != null && entry.round() < round ? with(null) : this;
    }

    private FeedTicket with(@Nullable Entry now) {
        return new FeedTicket(hash, type, admittence, number, revoked, listed, now);
    }
}
