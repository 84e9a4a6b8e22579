package io.gatesync.simulation;

import io.gatesync.processor.store.Entries;
import io.gatesync.processor.topology.Decider;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.TicketChanged;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;

/**
 * A processor of one partition as Kafka Streams runs it, with the real decision and the real store format: it restores the store from
 * the changelog, reads on from the committed offset, and commits outcomes, changes and offset together. Each call of {@link #step}
 * does one thing that could be the last before a crash.
 */
final class SimulatedProcessor {
    private final SimulatedPartition partition;
    private final Instant now;
    private final int epoch;
    private final Map<Bytes, byte[]> store;
    private final Decider decider;
    private final Deque<Runnable> sends = new ArrayDeque<>();
    private int position;
    private boolean uncommitted;

    /**
     * Starts a processor, which takes over from the one before.
     *
     * @param now by its clock
     */
    SimulatedProcessor(SimulatedPartition partition, Instant now) {
        this.partition = partition;
        this.now = now;
        this.epoch = partition.takeOver();
        this.store = partition.changelog();
        this.decider = new Decider(Entries.in(store));
        this.position = partition.committedOffset();
    }

    /** @throws SimulatedPartition.FencedException if another has taken over */
    void step(Random random) {
        if (!sends.isEmpty()) {
            sends.remove().run();
        } else if (position < partition.inputEnd() && random.nextInt(4) > 0) {
            process(partition.input(position));
        } else if (uncommitted) {
            partition.commit(epoch, position);
            uncommitted = false;
        }
    }

    boolean isIdle() {
        return sends.isEmpty() && !uncommitted && position == partition.inputEnd();
    }

    private void process(SpecificRecord record) {
        Map<Bytes, byte[]> before = new HashMap<>(store);
        if (record instanceof ScanUploaded scan) {
            Decider.Decided decided = decider.decide(scan, now);
            sends.add(() -> partition.send(epoch, decided.outcome()));
            decided.changes().applyTo(Entries.in(store));
        } else {
            decider.apply((TicketChanged) record).applyTo(Entries.in(store));
        }
        store.forEach((key, value) -> {
            if (!Arrays.equals(before.get(key), value)) {
                sends.add(() -> partition.send(epoch, key, value));
            }
        });
        before.keySet().stream()
                .filter(key -> !store.containsKey(key))
                .forEach(key -> sends.add(() -> partition.send(epoch, key, null)));
        position++;
        uncommitted = true;
    }
}
