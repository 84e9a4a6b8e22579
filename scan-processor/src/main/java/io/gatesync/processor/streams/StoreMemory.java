package io.gatesync.processor.streams;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The off-heap memory that all store partitions of a process share, for as long as it lives.
 *
 * @param cache what was read from disk: tickets, and the indexes and filters by which they are found
 * @param writeBuffers tickets that are not on disk yet; they take up room in the cache
 */
public record StoreMemory(Cache cache, WriteBufferManager writeBuffers) {
    private static final long BYTES_PER_MIB = 1024 * 1024;

    /** The share of the memory that tickets not yet written to disk may take. */
    private static final double WRITE_BUFFERS_SHARE = 0.5;

    static {
        RocksDB.loadLibrary();
    }

    /** So many MiB. */
    public static StoreMemory ofMib(int mib) {
        long bytes = mib * BYTES_PER_MIB;
        Cache cache = new LRUCache(bytes);
        return new StoreMemory(cache, new WriteBufferManager((long) (bytes * WRITE_BUFFERS_SHARE), cache));
    }
}
