package io.gatesync.processor.topology;

import io.gatesync.processor.decision.TicketState;
import java.util.Objects;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The one store: the state of each ticket. It lies on disk, and in a changelog topic that it is restored from. */
final class TicketStore {
    static final String NAME = "ticket-store";

    private TicketStore() {}

    static StoreBuilder<KeyValueStore<TicketKey, TicketState>> builder() {
        return Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(NAME), TicketKey.serde(), TicketStateFormat.serde());
    }

    static TicketState get(KeyValueStore<TicketKey, TicketState> tickets, TicketKey key) {
        return Objects.requireNonNullElseGet(tickets.get(key), TicketState::initial);
    }
}
