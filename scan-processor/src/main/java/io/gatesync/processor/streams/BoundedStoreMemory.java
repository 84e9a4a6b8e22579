package io.gatesync.processor.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * Limits the off-heap memory of all store partitions together. By default each partition's RocksDB has a limit of its own,
 * and a service with many partitions outgrows its machine. Follows "RocksDB memory management" in the Kafka Streams guide.
 */
public final class BoundedStoreMemory implements RocksDBConfigSetter {
    /** The key, among the settings of Kafka Streams, of the memory for all stores together, in MiB. */
    public static final String MEMORY_MIB = "gatesync.store.memory.mib";

    private static final long BYTES_PER_MIB = 1024 * 1024;
    /** The share of the memory that tickets not yet written to disk may take. */
    private static final double WRITE_BUFFERS_SHARE = 0.5;

    /** Shared by all stores for as long as the process lives. */
    private record Memory(Cache cache, WriteBufferManager writeBuffers) {
        private static @Nullable Memory shared;

        static synchronized Memory shared(Map<String, Object> configs) {
            if (shared == null) {
                long bytes = Long.parseLong(String.valueOf(configs.get(MEMORY_MIB))) * BYTES_PER_MIB;
                Cache cache = new LRUCache(bytes);
                shared = new Memory(cache, new WriteBufferManager((long) (bytes * WRITE_BUFFERS_SHARE), cache));
            }
            return shared;
        }
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        Memory memory = Memory.shared(configs);
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(memory.cache());
        table.setCacheIndexAndFilterBlocks(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setWriteBufferManager(memory.writeBuffers());
        options.setCompressionType(CompressionType.LZ4_COMPRESSION);
    }

    /** The memory belongs to all stores, so it stays. */
    @Override
    public void close(String storeName, Options options) {}
}
