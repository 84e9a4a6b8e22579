package io.gatesync.processor.store;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A store without Kafka Streams around it: a sorted map, which a test can copy, look into and put back. */
public final class MapStore implements KeyValueStore<Bytes, byte[]> {
    private final TreeMap<Bytes, byte[]> entries;
    private long bytesRead;
    private long bytesWritten;

    public MapStore() {
        this(Map.of());
    }

    /** With the entries that another had. */
    public MapStore(Map<Bytes, byte[]> entries) {
        this.entries = new TreeMap<>(entries);
    }

    public Map<Bytes, byte[]> entries() {
        return Map.copyOf(entries);
    }

    /** How many bytes all calls so far have read and written, keys and values together. */
    long bytesMoved() {
        return bytesRead + bytesWritten;
    }

    long largestEntry() {
        return entries.entrySet().stream()
                .mapToLong(entry -> entry.getKey().get().length + entry.getValue().length)
                .max()
                .orElse(0);
    }

    @Override
    public byte[] get(Bytes key) {
        byte[] value = entries.get(key);
        bytesRead += key.get().length + (value == null ? 0 : value.length);
        return value;
    }

    @Override
    public void put(Bytes key, byte[] value) {
        bytesWritten += key.get().length + (value == null ? 0 : value.length);
        if (value == null) {
            entries.remove(key);
        } else {
            entries.put(key, value);
        }
    }

    @Override
    public byte[] delete(Bytes key) {
        byte[] before = entries.get(key);
        put(key, null);
        return before;
    }

    @Override
    public byte[] putIfAbsent(Bytes key, byte[] value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> added) {
        throw new UnsupportedOperationException();
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long approximateNumEntries() {
        return entries.size();
    }

    @Override
    public String name() {
        return TicketStore.NAME;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {}

    @Override
    public void close() {}

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return true;
    }
}
