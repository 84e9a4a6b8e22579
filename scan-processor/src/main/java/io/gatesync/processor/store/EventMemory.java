package io.gatesync.processor.store;

import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/** What the store knows of all tickets of one event. */
public final class EventMemory {
    private EventMemory() {}

    /** The round of admissions that the event is in, as far as its partition has been told; 0 until the first reset. */
    public static long round(String eventId, Entries entries) {
        byte[] round = entries.get(EntryKeys.round(eventId));
        return round == null ? 0 : ByteBuffer.wrap(round).getLong();
    }

    /** What to write when a round of admissions begins; nothing if it is not a later one. */
    public static StoreChanges begin(long round, String eventId, Entries entries) {
        return round <= round(eventId, entries)
                ? StoreChanges.NONE
                : new StoreChanges()
                        .put(
                                EntryKeys.round(eventId),
                                ByteBuffer.allocate(Long.BYTES).putLong(round).array());
    }

    /**
     * What to write so that some of it is forgotten; nothing where nothing is left.
     *
     * @param atMost how many entries
     */
    public static StoreChanges forget(String eventId, Entries entries, int atMost) {
        StoreChanges changes = new StoreChanges();
        for (Bytes prefix : EntryKeys.ofEvent(eventId)) {
            entries.keys(prefix, atMost - changes.size()).forEach(changes::delete);
        }
        return changes;
    }
}
