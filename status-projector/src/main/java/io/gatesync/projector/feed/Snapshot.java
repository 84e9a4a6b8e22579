package io.gatesync.projector.feed;

import java.util.Map;

/**
 * The tickets of an event, as the tables show them at one moment.
 *
 * @param offsets up to where they show the topics
 * @param round the round of admissions
 */
public record Snapshot(Offsets offsets, long round, Map<TicketHash, FeedTicket> tickets) {
    /** Where it comes from. */
    public interface Source {
        /**
         * Reads one.
         *
         * @param codes of the event
         * @param partitions of each of the two topics
         */
        Snapshot read(String eventId, TicketCodes codes, int partitions);
    }
}
