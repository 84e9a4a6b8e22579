package io.gatesync.processor.topology;

import io.gatesync.processor.decision.Decision;
import io.gatesync.processor.decision.FirstScanWins;
import io.gatesync.processor.decision.Scan;
import io.gatesync.processor.decision.TicketState;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Gives each scan its verdict. The outcome keeps the headers of the scan, by which the waiting gateway finds it. */
final class DecideScan implements Processor<String, ScanUploaded, String, ScanDecided> {
    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before it calls process.
    private ProcessorContext<String, ScanDecided> context;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before it calls process.
    private KeyValueStore<TicketKey, TicketState> tickets;

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
        tickets = context.getStateStore(TicketStore.NAME);
    }

    @Override
    public void process(Record<String, ScanUploaded> incoming) {
        ScanUploaded uploaded = incoming.value();
        TicketKey key = new TicketKey(uploaded.getEventId(), uploaded.getQrcode());
        Scan scan = new Scan(
                uploaded.getScanId(), uploaded.getScanIdFromDevice(), uploaded.getDeviceId(), uploaded.getScannedAt());
        TicketState before = TicketStore.get(tickets, key);
        Decision decision = FirstScanWins.decide(before, scan);
        // A conflict without an id of its own changes nothing, so nothing is written.
        if (!decision.state().equals(before)) {
            tickets.put(key, decision.state());
        }
        Instant decidedAt = Instant.ofEpochMilli(context.currentSystemTimeMs());
        context.forward(incoming.withValue(VerdictFormat.published(uploaded, decision, decidedAt)));
    }
}
