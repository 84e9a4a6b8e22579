package io.gatesync.simulation;

import io.gatesync.guarantees.topics.TableRows;
import io.gatesync.projector.changes.TableChanges;
import io.gatesync.projector.tables.OffsetStep;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The projector's tables, and how far they show the topics. */
interface Database {

    /** The next offset of each partition; 0 where there was none. */
    Map<TopicPartition, Long> offsets();

    /**
     * Writes a batch in one transaction, or nothing of it.
     *
     * @return false if the tables are not at the offsets that the steps expect
     */
    boolean write(TableChanges changes, List<OffsetStep> steps);

    /** Empties all tables, with their offsets. */
    void empty();

    /** What the tables say. */
    TableRows rows();
}
