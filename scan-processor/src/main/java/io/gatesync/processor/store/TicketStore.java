package io.gatesync.processor.store;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The one store of the processor. It lies on disk, and in a changelog topic that it is restored from. */
public final class TicketStore {
    /** The name of the store; its changelog topic is named after it. */
    public static final String NAME = "ticket-store";

    private TicketStore() {}

    /** The store of a processor's own task. */
    public static Entries of(ProcessingContext context) {
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(NAME);
        return Entries.in(store);
    }

    /** Builds the store as Kafka Streams keeps it. */
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(NAME), Serdes.Bytes(), Serdes.ByteArray());
    }
}
