package io.gatesync.processor.topology;

import io.gatesync.processor.store.Entries;
import io.gatesync.processor.store.TicketStore;
import io.gatesync.schemas.TicketChanged;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/** Updates the ticket store with what the organiser issues, changes and revokes. */
final class ApplyTicketChange implements Processor<String, TicketChanged, Void, Void> {
    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before it calls process.
    private Entries entries;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before it calls process.
    private Decider decider;

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
        entries = TicketStore.of(context);
        decider = new Decider(entries);
    }

    @Override
    public void process(Record<String, TicketChanged> incoming) {
        decider.apply(incoming.value()).applyTo(entries);
    }
}
