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
    private static final double WRITE_BUFFERS_SHARE = 0.25;
    /**
     * The share in which indexes and filters are kept before tickets. A file has one filter, 1.25 bytes for each of its tickets
     * (RocksDB's 10 bits per key): pushed out by tickets, it would be read anew, as a whole, for the next look-up.
     */
    private static final double INDEXES_AND_FILTERS_SHARE = 0.5;

    private static final int SHARDS_BY_SIZE = -1;
    private static final boolean FAIL_WHEN_FULL = false;

    static {
        RocksDB.loadLibrary();
    }

    /** So many MiB. */
    public static StoreMemory ofMib(int mib) {
        long bytes = mib * BYTES_PER_MIB;
        Cache cache = new LRUCache(bytes, SHARDS_BY_SIZE, FAIL_WHEN_FULL, INDEXES_AND_FILTERS_SHARE);
        return new StoreMemory(cache, new WriteBufferManager((long) (bytes * WRITE_BUFFERS_SHARE), cache));
    }
}
