package io.gatesync.processor.store;

import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Where the entries of tickets are kept. */
public interface Entries {

    /** The value of an entry; null where there is none. */
    byte @Nullable [] get(Bytes key);

    /** Writes an entry; a value of null deletes it. */
    void put(Bytes key, byte @Nullable [] value);

    /** The entries in a store of Kafka Streams. */
    static Entries in(KeyValueStore<Bytes, byte[]> store) {
        return new Entries() {
            @Override
            public byte @Nullable [] get(Bytes key) {
                return store.get(key);
            }

            @Override
            public void put(Bytes key, byte @Nullable [] value) {
                store.put(key, value);
            }
        };
    }

    /** The entries in a map. */
    static Entries in(Map<Bytes, byte[]> map) {
        return new Entries() {
            @Override
            public byte @Nullable [] get(Bytes key) {
                return map.get(key);
            }

            @Override
            public void put(Bytes key, byte @Nullable [] value) {
                if (value == null) {
                    map.remove(key);
                } else {
                    map.put(key, value);
                }
            }
        };
    }
}
