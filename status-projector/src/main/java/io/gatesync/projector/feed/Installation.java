package io.gatesync.projector.feed;

import io.gatesync.access.AccessKeys;
import java.nio.ByteBuffer;

/**
 * What devices and projectors of an installation have in common: keys that are made from its first access key. Every projector comes to
 * the same, so that one reads another's cursors.
 */
public final class Installation {
    private final AccessKeys keys;

    /** An installation with these keys; when the first one changes, devices load their lists anew. */
    public Installation(AccessKeys keys) {
        this.keys = keys;
    }

    Cursors cursors() {
        return new Cursors(keys.derive("cursors of ticket lists"));
    }

    TicketCodes codes(String eventId) {
        return new TicketCodes(keys.derive("ticket codes of " + eventId));
    }

    /**
     * Names an event's tickets: with other topics, keys or rounds they are others, and a cursor says nothing about them.
     *
     * @param topics the ids that Kafka gave them
     */
    long generation(String eventId, String topics, long round) {
        return ByteBuffer.wrap(keys.derive("tickets of %s in round %d in %s".formatted(eventId, round, topics)))
                .getLong();
    }
}
