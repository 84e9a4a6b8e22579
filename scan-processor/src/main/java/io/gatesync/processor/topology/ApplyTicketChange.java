package io.gatesync.processor.topology;

import io.gatesync.processor.store.Entries;
import io.gatesync.processor.store.TicketStore;
import io.gatesync.schemas.TicketChanged;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/** Updates the ticket store with what the organiser issues, changes and revokes, and empties it of events that have ended. */
final class ApplyTicketChange implements Processor<String, TicketChanged, Void, Void> {
    private final Supplier<Set<String>> endedEvents;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before it calls process.
    private Entries entries;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before it calls process.
    private Decider decider;

    private ApplyTicketChange(Supplier<Set<String>> endedEvents) {
        this.endedEvents = endedEvents;
    }

    static ProcessorSupplier<String, TicketChanged, Void, Void> supplier(
            Supplier<Set<String>> endedEvents, StoreBuilder<?> store) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, TicketChanged, Void, Void> get() {
                return new ApplyTicketChange(endedEvents);
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
        context.schedule(
                ForgetEndedEvents.INTERVAL,
                PunctuationType.WALL_CLOCK_TIME,
                new ForgetEndedEvents(endedEvents, entries, context.taskId().partition()));
    }

    @Override
    public void process(Record<String, TicketChanged> incoming) {
        decider.apply(incoming.value()).applyTo(entries);
    }
}
