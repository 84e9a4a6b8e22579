package io.gatesync.processor.topology;

import io.gatesync.processor.decision.FirstScanWins;
import io.gatesync.processor.decision.Ticket;
import io.gatesync.processor.decision.TicketState;
import io.gatesync.schemas.TicketChanged;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Updates the ticket store with what the organiser issues, changes and revokes. */
final class ApplyTicketChange implements Processor<String, TicketChanged, Void, Void> {
    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before it calls process.
    private KeyValueStore<TicketKey, TicketState> tickets;

    static ProcessorSupplier<String, TicketChanged, Void, Void> supplier(StoreBuilder<?> store) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, TicketChanged, Void, Void> get() {
                return new ApplyTicketChange();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(store);
            }
        };
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        tickets = context.getStateStore(TicketStore.NAME);
    }

    @Override
    public void process(Record<String, TicketChanged> incoming) {
        TicketChanged change = incoming.value();
        TicketKey key = new TicketKey(change.getEventId(), change.getQrcode());
        Ticket ticket = new Ticket(change.getType(), change.getAdmittence(), change.getNumber());
        TicketState before = TicketStore.get(tickets, key);
        TicketState after = switch (change.getStatus()) {
            case VALID -> FirstScanWins.issue(before, ticket);
            case REVOKED -> FirstScanWins.revoke(before, ticket);
        };
        // Loading the same list again is common, and changes nothing.
        if (!after.equals(before)) {
            tickets.put(key, after);
        }
    }
}
