package io.gatesync.processor.streams;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;

/**
 * Limits the off-heap memory of all store partitions together to a {@link StoreMemory}. By default each partition's RocksDB has a limit
 * of its own, and a service with many partitions outgrows its machine. Follows "RocksDB memory management" in the Kafka Streams guide.
 */
public final class BoundedStoreMemory implements RocksDBConfigSetter {
    /** The key of the {@link StoreMemory} among the settings of Kafka Streams. */
    public static final String MEMORY = "gatesync.store.memory";

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        StoreMemory memory = (StoreMemory) Objects.requireNonNull(configs.get(MEMORY), MEMORY);
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(memory.cache());
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        // RocksDB has taken a copy of the table's settings when they were set; it knows nothing of these until they are
        // set again.
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(memory.writeBuffers());
        options.setCompressionType(CompressionType.LZ4_COMPRESSION);
    }

    /** The memory belongs to all stores, so it stays. */
    @Override
    public void close(String storeName, Options options) {}
}
