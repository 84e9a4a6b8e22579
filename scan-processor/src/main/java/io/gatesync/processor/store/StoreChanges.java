package io.gatesync.processor.store;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/** Entries to be written together. They are ready as bytes, so that nothing can fail between the first and the last but the store. */
public final class StoreChanges {
    static final StoreChanges NONE = new StoreChanges();

    private final List<KeyValue<Bytes, byte @Nullable []>> entries = new ArrayList<>();

    StoreChanges() {}

    StoreChanges put(Bytes key, byte[] value) {
        entries.add(KeyValue.pair(key, value));
        return this;
    }

    StoreChanges delete(Bytes key) {
        entries.add(KeyValue.pair(key, null));
        return this;
    }

    /** How many. */
    public int size() {
        return entries.size();
    }

    /** Writes them, in their order. */
    public void applyTo(Entries store) {
        entries.forEach(entry -> store.put(entry.key, entry.value));
    }
}
