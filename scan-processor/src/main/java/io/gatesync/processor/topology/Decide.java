package io.gatesync.processor.topology;

import io.gatesync.processor.store.Entries;
import io.gatesync.processor.store.TicketStore;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.TicketChanged;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Gives each scan its verdict, keeps the ticket store as the organiser changes it, and empties it of events that have ended. One
 * processor does it all, so that what it holds in memory of the store is never older than the store. An outcome keeps the headers of
 * its scan, by which the waiting gateway finds it.
 */
final class Decide implements Processor<String, SpecificRecord, String, ScanDecided> {
    private final Supplier<Set<String>> endedEvents;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before it calls process.
    private ProcessorContext<String, ScanDecided> context;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before it calls process.
    private Entries entries;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before it calls process.
    private Decider decider;

    private Decide(Supplier<Set<String>> endedEvents) {
        this.endedEvents = endedEvents;
    }

    static ProcessorSupplier<String, SpecificRecord, String, ScanDecided> supplier(
            Supplier<Set<String>> endedEvents, StoreBuilder<?> store) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, SpecificRecord, String, ScanDecided> get() {
                return new Decide(endedEvents);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(store);
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, ScanDecided> newContext) {
        context = newContext;
        entries = TicketStore.of(context);
        decider = new Decider(entries);
        context.schedule(
                ForgetEndedEvents.INTERVAL,
                PunctuationType.WALL_CLOCK_TIME,
                new ForgetEndedEvents(
                        endedEvents, decider, entries, context.taskId().partition()));
    }

    @Override
    public void process(Record<String, SpecificRecord> incoming) {
        if (incoming.value() instanceof ScanUploaded scan) {
            Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
            Decider.Decided decided = decider.decide(scan, now);
            // Before anything is written: where this fails, the scan is put aside, and has changed nothing.
            context.forward(incoming.withValue(decided.outcome()));
            decided.changes().applyTo(entries);
        } else {
            decider.apply((TicketChanged) incoming.value()).applyTo(entries);
        }
    }
}
