package io.gatesync.processor.topology;

import io.gatesync.processor.decision.FirstScanWins;
import io.gatesync.processor.decision.TicketChange;
import io.gatesync.processor.decision.TicketState;
import io.gatesync.processor.store.TicketKey;
import io.gatesync.processor.store.TicketMemory;
import io.gatesync.processor.store.TicketStore;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketStatus;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/** Updates the ticket store with what the organiser issues, changes and revokes. */
final class ApplyTicketChange implements Processor<String, TicketChanged, Void, Void> {
    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before it calls process.
    private KeyValueStore<Bytes, byte[]> entries;

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
        entries = context.getStateStore(TicketStore.NAME);
    }

    @Override
    public void process(Record<String, TicketChanged> incoming) {
        TicketChanged change = incoming.value();
        TicketMemory ticket = TicketMemory.of(new TicketKey(change.getEventId(), change.getQrcode()), entries);
        TicketState state = FirstScanWins.change(
                ticket.state(),
                new TicketChange(
                        status(change.getStatus()), change.getType(), change.getAdmittence(), change.getNumber()));
        ticket.after(state).applyTo(entries);
    }

    private static TicketChange.@Nullable Status status(@Nullable TicketStatus published) {
        return switch (published) {
            case null -> null;
            case VALID -> TicketChange.Status.VALID;
            case REVOKED -> TicketChange.Status.REVOKED;
            case OTHER -> throw new IllegalArgumentException("a ticket status that this build does not know");
        };
    }
}
