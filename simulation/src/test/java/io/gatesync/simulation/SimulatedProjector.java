package io.gatesync.simulation;

import static java.util.Objects.requireNonNull;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.projector.changes.BatchFold;
import io.gatesync.projector.changes.TableChanges;
import io.gatesync.projector.tables.OffsetStep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A projector, with the real fold: it reads on from the offsets in the tables, folds a batch of any size out of its partitions, and
 * writes changes and offsets together. Each call of {@link #step} does one thing that could be the last before a crash.
 */
final class SimulatedProjector {
    private static final int LARGEST_BATCH = 8;

    private record Batch(TableChanges changes, Map<TopicPartition, Long> reached) {}

    private final SimulatedKafka kafka;
    private final Database database;
    private final Set<TopicPartition> assigned;
    /** Empty until the tables were asked. */
    private final Map<TopicPartition, Long> projected = new HashMap<>();

    private @Nullable Batch batch;

    /** Starts a projector of these partitions. Another may believe that they are its own. */
    SimulatedProjector(SimulatedKafka kafka, Database database, Set<TopicPartition> assigned) {
        this.kafka = kafka;
        this.database = database;
        this.assigned = assigned;
    }

    Set<TopicPartition> assigned() {
        return assigned;
    }

    /**
     * Asks the tables, folds a batch or writes it.
     *
     * @return whether it has written into the tables
     */
    boolean step(Random random) {
        if (projected.isEmpty()) {
            projected.putAll(database.offsets());
            projected.keySet().retainAll(assigned);
            return false;
        }
        if (batch == null) {
            batch = poll(random);
            return false;
        }
        return write(batch, random);
    }

    boolean isIdle() {
        return batch == null
                && projected.size() == assigned.size()
                && projected.entrySet().stream().allMatch(next -> next.getValue() == end(next.getKey()));
    }

    private int end(TopicPartition partition) {
        return requireNonNull(kafka.projected().get(partition)).size();
    }

    private @Nullable Batch poll(Random random) {
        BatchFold fold = new BatchFold();
        Map<TopicPartition, Long> reached = new HashMap<>();
        int size = 1 + random.nextInt(LARGEST_BATCH);
        for (int taken = 0; taken < size; taken++) {
            List<TopicPartition> left = kafka.projected().keySet().stream()
                    .filter(assigned::contains)
                    .filter(partition -> next(partition, reached) < end(partition))
                    .toList();
            if (!left.isEmpty()) {
                TopicPartition partition = left.get(random.nextInt(left.size()));
                long offset = next(partition, reached);
                SpecificRecord record =
                        requireNonNull(kafka.projected().get(partition)).get((int) offset);
                fold.add(new RecordPosition(partition.partition(), offset), record);
                reached.put(partition, offset + 1);
            }
        }
        return reached.isEmpty() ? null : new Batch(fold.changes(), reached);
    }

    private long next(TopicPartition partition, Map<TopicPartition, Long> reached) {
        return reached.getOrDefault(partition, requireNonNull(projected.get(partition)));
    }

    private boolean write(Batch folded, Random random) {
        batch = null;
        boolean written = database.write(folded.changes(), OffsetStep.between(projected, folded.reached()));
        boolean connectionLost = random.nextInt(20) == 0;
        if (written && !connectionLost) {
            projected.putAll(folded.reached());
        } else {
            projected.clear(); // Another has written, or nobody knows whether this was: the tables tell.
        }
        return written;
    }
}
