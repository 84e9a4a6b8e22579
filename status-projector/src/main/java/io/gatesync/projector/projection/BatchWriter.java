package io.gatesync.projector.projection;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.projector.changes.BatchFold;
import io.gatesync.projector.tables.OffsetStep;
import io.gatesync.projector.tables.RowRefusedException;
import io.gatesync.projector.tables.Tables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes batches, each in one transaction. Where the database refuses a row, the batch is halved until the record that it
 * comes from stands alone: that one goes to the dead letters, the rest to the tables.
 */
final class BatchWriter {
    private final Tables tables;
    private final DeadLetters deadLetters;

    BatchWriter(Tables tables, DeadLetters deadLetters) {
        this.tables = tables;
        this.deadLetters = deadLetters;
    }

    /**
     * Writes records, each partition's in their order and without others in between.
     *
     * @param offsets how far each partition is in the tables; follows each transaction
     */
    void write(List<ReadRecord> batch, Map<TopicPartition, Long> offsets) {
        BatchFold fold = new BatchFold();
        Map<TopicPartition, Long> reached = new LinkedHashMap<>();
        for (ReadRecord read : batch) {
            if (read.event() != null) {
                fold.add(
                        new RecordPosition(
                                read.source().partition(), read.source().offset()),
                        read.event());
            }
            reached.put(read.partition(), read.source().offset() + 1);
        }
        List<OffsetStep> steps = reached.entrySet().stream()
                .map(step -> new OffsetStep(step.getKey(), offsets.get(step.getKey()), step.getValue()))
                .toList();
        try {
            tables.write(fold.changes(), steps);
            offsets.putAll(reached);
        } catch (RowRefusedException refused) {
            isolate(batch, offsets, refused.getMessage());
        }
    }

    private void isolate(List<ReadRecord> batch, Map<TopicPartition, Long> offsets, String reason) {
        if (batch.size() > 1) {
            int half = batch.size() / 2;
            write(batch.subList(0, half), offsets);
            write(batch.subList(half, batch.size()), offsets);
            return;
        }
        ReadRecord refused = batch.getFirst();
        deadLetters.send(refused.source(), reason);
        write(List.of(ReadRecord.dead(refused.source(), reason)), offsets);
    }
}
