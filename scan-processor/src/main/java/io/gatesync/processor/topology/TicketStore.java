package io.gatesync.processor.topology;

import io.gatesync.processor.decision.TicketState;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The one store: each ticket with its admission. On disk, and in a changelog topic that outlives the disk. */
final class TicketStore {
    static final String NAME = "ticket-store";

    private TicketStore() {}

    static StoreBuilder<KeyValueStore<TicketKey, TicketState>> builder() {
        return Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(NAME), TicketKey.serde(), TicketStateFormat.serde());
    }

    static TicketState get(KeyValueStore<TicketKey, TicketState> tickets, TicketKey key) {
        TicketState stored = tickets.get(key);
        return stored == null ? TicketState.initial() : stored;
    }
}
