package io.gatesync.processor.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Where the entries of tickets are kept. */
public interface Entries {

    /** The value of an entry; null where there is none. */
    byte @Nullable [] get(Bytes key);

    /** Writes an entry; a value of null deletes it. */
    void put(Bytes key, byte @Nullable [] value);

    /**
     * Keys that begin with these bytes.
     *
     * @param atMost how many
     */
    List<Bytes> keys(Bytes prefix, int atMost);

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

            @Override
            public List<Bytes> keys(Bytes prefix, int atMost) {
                List<Bytes> keys = new ArrayList<>();
                try (KeyValueIterator<Bytes, byte[]> found = store.prefixScan(prefix, new BytesSerializer())) {
                    while (keys.size() < atMost && found.hasNext()) {
                        keys.add(found.next().key);
                    }
                }
                return keys;
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

            @Override
            public List<Bytes> keys(Bytes prefix, int atMost) {
                return map.keySet().stream()
                        .filter(key -> startsWith(key.get(), prefix.get()))
                        .limit(atMost)
                        .toList();
            }
        };
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }
}
