package io.gatesync.processor;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * One bound on the off-heap memory of all store partitions together: by default each RocksDB takes its own, and a
 * service with many partitions outgrows its machine. After "RocksDB memory management" in the Kafka Streams guide.
 */
public final class BoundedStoreMemory implements RocksDBConfigSetter {
    static final String MEMORY_MIB = "gatesync.store.memory.mib";

    private static final long BYTES_PER_MIB = 1024 * 1024;
    /** Of the memory, what not yet written tickets may take. */
    private static final double WRITE_BUFFERS_SHARE = 0.5;

    private static Cache cache;
    private static WriteBufferManager writeBuffers;

    private static synchronized void allocate(Map<String, Object> configs) {
        if (cache == null) {
            long bytes = Long.parseLong(String.valueOf(configs.get(MEMORY_MIB))) * BYTES_PER_MIB;
            cache = new LRUCache(bytes);
            writeBuffers = new WriteBufferManager((long) (bytes * WRITE_BUFFERS_SHARE), cache);
        }
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        allocate(configs);
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(cache);
        table.setCacheIndexAndFilterBlocks(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setWriteBufferManager(writeBuffers);
        options.setCompressionType(CompressionType.LZ4_COMPRESSION);
    }

    /** The memory is shared by all stores for as long as the process lives. */
    @Override
    public void close(String storeName, Options options) {}
}
