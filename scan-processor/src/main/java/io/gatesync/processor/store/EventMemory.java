package io.gatesync.processor.store;

import org.apache.kafka.common.utils.Bytes;

/** What the store knows of all tickets of one event. */
public final class EventMemory {
    private EventMemory() {}

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
