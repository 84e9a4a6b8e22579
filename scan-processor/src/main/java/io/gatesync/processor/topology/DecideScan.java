package io.gatesync.processor.topology;

import io.gatesync.processor.store.Entries;
import io.gatesync.processor.store.TicketStore;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/** Gives each scan its verdict. The outcome keeps the headers of the scan, by which the waiting gateway finds it. */
final class DecideScan implements Processor<String, ScanUploaded, String, ScanDecided> {
    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before it calls process.
    private ProcessorContext<String, ScanDecided> context;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before it calls process.
    private Entries entries;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before it calls process.
    private Decider decider;

    static ProcessorSupplier<String, ScanUploaded, String, ScanDecided> supplier(StoreBuilder<?> store) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, ScanUploaded, String, ScanDecided> get() {
                return new DecideScan();
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
    }

    @Override
    public void process(Record<String, ScanUploaded> incoming) {
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        Decider.Decided decided = decider.decide(incoming.value(), now);
        // Before anything is written: where this fails, the scan is put aside, and has changed nothing.
        context.forward(incoming.withValue(decided.outcome()));
        decided.changes().applyTo(entries);
    }
}
