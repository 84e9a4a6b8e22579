package io.gatesync.projector.feed;

import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketStatus;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as devices know it.
 *
 * @param type as printed; null where there is none
 * @param admittence as printed; null where there is none
 * @param number as printed; null where there is none
 * @param listed whether the organiser has loaded it; somebody may have been let in on a code that he loads later
 * @param entries on which somebody has come in, in their order. Only the first is told; the next counts where that is taken back
 */
public record FeedTicket(
        TicketHash hash,
        @Nullable String type,
        @Nullable String admittence,
        @Nullable String number,
        boolean revoked,
        boolean listed,
        List<Entry> entries) {
    /** While so many are in on a ticket, the processor takes none back: who comes after them will never be the first. */
    private static final int MOST_ENTRIES = 5;

    /** A code that nobody has loaded, and on which nobody has come in. */
    public static FeedTicket unknown(TicketHash hash) {
        return new FeedTicket(hash, null, null, null, false, false, List.of());
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
                entries);
    }

    private static @Nullable String changed(@Nullable String before, @Nullable String now) {
        if (now == null) {
            return before;
        }
        return now.isEmpty() ? null : now;
    }

    /** The first who came in; null while nobody has. */
    @Nullable
    Entry entry() {
        return entries.isEmpty() ? null : entries.getFirst();
    }

    /** Whether devices are told the same of both. */
    boolean isToldAs(FeedTicket other) {
        return told().equals(other.told());
    }

    /** What devices are told of it. */
    FeedTicket told() {
        return entries.size() < 2 ? this : with(List.of(entries.getFirst()));
    }

    /** After somebody has come in: the first of a round stays, and one of a later round replaces it. */
    public FeedTicket enteredBy(Entry next) {
        Entry first = entry();
        if (first == null || next.round() > first.round()) {
            return with(List.of(next));
        }
        boolean known = entries.stream().anyMatch(next::isOfScan);
        return known || next.round() < first.round() || entries.size() >= MOST_ENTRIES
                ? this
                : with(Stream.concat(entries.stream(), Stream.of(next)).toList());
    }

    /** After this entry was taken back. */
    FeedTicket without(Entry takenBack) {
        return with(entries.stream().filter(entry -> !entry.isOfScan(takenBack)).toList());
    }

    /** After a new round of admissions has begun. */
    FeedTicket inRound(long round) {
        Entry first = entry();
        return first != null && first.round() < round ? with(List.of()) : this;
    }

    private FeedTicket with(List<Entry> now) {
        return new FeedTicket(hash, type, admittence, number, revoked, listed, now);
    }
}
