package io.gatesync.projector.projection;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.projector.changes.BatchFold;
import io.gatesync.projector.projection.ReadRecord.Decoded;
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

    BatchWriter(Tables tables, DeadLetters deadLetters) {
        this.tables = tables;
        this.deadLetters = deadLetters;
    }

    /**
     * Writes a batch, in one transaction if the database refuses no row.
     *
     * @param batch the records of each partition in their order, and with no gap
     * @param projected the next offset to be projected of each of these partitions
     * @return the same after the batch
     */
    Map<TopicPartition, Long> write(List<ReadRecord> batch, Map<TopicPartition, Long> projected) {
        // Before the transaction: once the tables are past a record, nobody reads it again.
        for (ReadRecord read : batch) {
            if (read instanceof Rejected(var source, var reason)) {
                deadLetters.send(source, reason);
            }
        }
        return commit(batch, projected);
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
            return write(List.of(rejected), projected);
        }
        int half = batch.size() / 2;
        Map<TopicPartition, Long> reached = new HashMap<>(projected);
        reached.putAll(commit(batch.subList(0, half), reached));
        reached.putAll(commit(batch.subList(half, batch.size()), reached));
        return reached;
    }
}
