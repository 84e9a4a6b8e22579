package io.gatesync.processor.store;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;

/**
 * What the store knows of all tickets of one event. Each scan asks for the round of its event, and most stores have no entry for it, which
 * takes them longest to find out: so the rounds that were asked for are held in memory.
 */
public final class EventMemory {
    /** More events than are scanned at once. */
    private static final int MAX_ROUNDS = 1_000;

    private final Entries entries;
    private final Map<String, Long> rounds = new HashMap<>();

    /** @param entries what is remembered; of events, nobody else may change them */
    public EventMemory(Entries entries) {
        this.entries = entries;
    }

    /** The round of admissions that the event is in, as far as its partition has been told; 0 until the first reset. */
    public long round(String eventId) {
        if (rounds.size() == MAX_ROUNDS && !rounds.containsKey(eventId)) {
            rounds.clear();
        }
        return rounds.computeIfAbsent(eventId, this::storedRound);
    }

    private long storedRound(String eventId) {
        byte[] round = entries.get(EntryKeys.round(eventId));
        return round == null ? 0 : ByteBuffer.wrap(round).getLong();
    }

    /** What to write when a round of admissions begins; nothing if it is not a later one. */
    public StoreChanges begin(long round, String eventId) {
        if (round <= round(eventId)) {
            return StoreChanges.NONE;
        }
        rounds.remove(eventId);
        return new StoreChanges()
                .put(
                        EntryKeys.round(eventId),
                        ByteBuffer.allocate(Long.BYTES).putLong(round).array());
    }

    /**
     * What to write so that some of it is forgotten; nothing where nothing is left.
     *
     * @param atMost how many entries
     */
    public StoreChanges forget(String eventId, int atMost) {
        rounds.remove(eventId);
        StoreChanges changes = new StoreChanges();
        for (Bytes prefix : EntryKeys.ofEvent(eventId)) {
            entries.keys(prefix, atMost - changes.size()).forEach(changes::delete);
        }
        return changes;
    }
}
