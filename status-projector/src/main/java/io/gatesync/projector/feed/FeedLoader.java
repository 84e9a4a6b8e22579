package io.gatesync.projector.feed;

import java.time.InstantSource;

/** Loads the tickets of an event from the tables, and names what they are of. */
public final class FeedLoader implements TicketFeed.EventLoader {
    private final Snapshot.Source tables;
    private final FollowedTopics topics;
    private final Installation installation;
    private final int partitions;
    private final InstantSource clock;

    /** @param partitions of each of the two topics */
    public FeedLoader(
            Snapshot.Source tables,
            FollowedTopics topics,
            Installation installation,
            int partitions,
            InstantSource clock) {
        this.tables = tables;
        this.topics = topics;
        this.installation = installation;
        this.partitions = partitions;
        this.clock = clock;
    }

    @Override
    public ServedEvent load(String eventId) {
        String ids = topics.ids();
        TicketCodes codes = installation.codes(eventId);
        EventFeed feed = new EventFeed(
                eventId,
                codes,
                round -> installation.generation(eventId, ids, round),
                tables.read(eventId, codes, partitions));
        return new ServedEvent(feed, installation.cursors(), clock);
    }
}
