package io.gatesync.projector.tables;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.messaging.Topic;
import io.gatesync.projector.changes.BatchFold;
import io.gatesync.schemas.ScanDecided;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** The outcomes of one partition, as a projector writes them into the tables. */
final class WrittenOutcomes {
    private static final TopicPartition PARTITION = new TopicPartition(Topic.SCAN_OUTCOMES.topicName(), 0);

    private final MigratedDatabase database;
    private long written;

    /** @param database with empty tables */
    WrittenOutcomes(MigratedDatabase database) {
        this.database = database;
        database.offsets(List.of(PARTITION));
    }

    /** Writes the next outcomes together, or none of them. */
    void writeBatch(ScanDecided... outcomes) throws RowRefusedException {
        writeBatch(List.of(outcomes));
    }

    /** Writes the next outcomes together, or none of them. */
    void writeBatch(List<ScanDecided> outcomes) throws RowRefusedException {
        BatchFold fold = new BatchFold();
        long next = written;
        for (ScanDecided outcome : outcomes) {
            fold.add(new RecordPosition(PARTITION.partition(), next++), outcome);
        }
        database.tables().write(fold.changes(), List.of(new OffsetStep(PARTITION, written, next)));
        written = next;
    }
}
