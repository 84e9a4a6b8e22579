package io.gatesync.projector.projection;

import io.gatesync.messaging.DeadLetterRun;
import io.gatesync.messaging.RecordPosition;
import io.gatesync.projector.changes.BatchFold;
import io.gatesync.projector.projection.ReadRecord.Decoded;
import io.gatesync.projector.projection.ReadRecord.Forgotten;
import io.gatesync.projector.projection.ReadRecord.Rejected;
import io.gatesync.projector.tables.OffsetStep;
import io.gatesync.projector.tables.RowRefusedException;
import io.gatesync.projector.tables.Tables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes batches: rejected records to the dead letters, the others into the tables. Where the database refuses a row, the
 * batch is halved until the record that the row comes from stands alone, and that record is rejected.
 */
final class BatchWriter {
    private final Tables tables;
    private final DeadLetters deadLetters;
    /** Of records that cannot be decoded; of rows that the database refuses it does not tell anything. */
    private DeadLetterRun run;

    BatchWriter(Tables tables, DeadLetters deadLetters, int deadLettersInARow) {
        this.tables = tables;
        this.deadLetters = deadLetters;
        this.run = DeadLetterRun.none(deadLettersInARow);
    }

    /**
     * Writes a batch, in one transaction if the database refuses no row.
     *
     * @param batch the records of each partition in their order, and with no gap
     * @param projected the next offset to be projected of each of these partitions
     * @return the same after the batch
     * @throws TooManyDeadLettersException if too many records in a row are rejected; nothing was written
     */
    Map<TopicPartition, Long> write(List<ReadRecord> batch, Map<TopicPartition, Long> projected) {
        DeadLetterRun runAfter = runAfter(batch);
        // Before the transaction: once the tables are past a record, nobody reads it again.
        for (ReadRecord read : batch) {
            if (read instanceof Rejected(var source, var reason)) {
                deadLetters.send(source, reason);
            }
        }
        Map<TopicPartition, Long> reached = commit(batch, projected);
        run = runAfter;
        return reached;
    }

    private DeadLetterRun runAfter(List<ReadRecord> batch) {
        DeadLetterRun after = run;
        for (ReadRecord read : batch) {
            switch (read) {
                case Decoded decoded -> after = after.ended();
                case Forgotten forgotten -> {} // Says nothing of the others.
                case Rejected(var source, var reason) -> {
                    if (after.isAtLimit()) {
                        throw new TooManyDeadLettersException(after, source, reason);
                    }
                    after = after.longer();
                }
            }
        }
        return after;
    }

    private Map<TopicPartition, Long> commit(List<ReadRecord> batch, Map<TopicPartition, Long> projected) {
        BatchFold fold = new BatchFold();
        Map<TopicPartition, Long> reached = new HashMap<>();
        for (ReadRecord read : batch) {
            if (read instanceof Decoded(var source, var value)) {
                fold.add(new RecordPosition(source.partition(), source.offset()), value);
            }
            reached.put(read.partition(), read.source().offset() + 1);
        }
        try {
            tables.write(fold.changes(), OffsetStep.between(projected, reached));
            return reached;
        } catch (RowRefusedException refused) {
            return isolate(batch, projected, refused);
        }
    }

    private Map<TopicPartition, Long> isolate(
            List<ReadRecord> batch, Map<TopicPartition, Long> projected, RowRefusedException refused) {
        if (batch.size() == 1) {
            Rejected rejected = new Rejected(batch.getFirst().source(), String.valueOf(refused.getMessage()));
            deadLetters.send(rejected.source(), rejected.reason());
            return commit(List.of(rejected), projected);
        }
        int half = batch.size() / 2;
        Map<TopicPartition, Long> reached = new HashMap<>(projected);
        reached.putAll(commit(batch.subList(0, half), reached));
        reached.putAll(commit(batch.subList(half, batch.size()), reached));
        return reached;
    }
}
