package io.gatesync.projector.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.messaging.Topic;
import io.gatesync.projector.SampleRecords;
import io.gatesync.projector.changes.BatchFold;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables that are emptied to be built anew: with their offsets, and only once. */
@RealServers(Server.POSTGRES)
class EmptiedTablesTest {
    private static final TopicPartition PARTITION = new TopicPartition(Topic.SYNC_SESSIONS.topicName(), 0);

    private final MigratedDatabase database =
            new MigratedDatabase(Servers.current().newDatabase());
    private final Tables tables = database.tables();

    @BeforeEach
    void show_an_upload() throws RowRefusedException {
        database.offsets(List.of(PARTITION));
        BatchFold fold = new BatchFold();
        fold.add(new RecordPosition(0, 0), SampleRecords.sync("expo", "gate-1", 1));
        tables.write(fold.changes(), List.of(new OffsetStep(PARTITION, 0, 1)));
    }

    @Test
    void rows_without_any_offset_are_deleted_because_reading_again_would_count_them_twice() {
        database.jdbc().execute("truncate projection_offsets");

        assertThat(database.offsets(List.of(PARTITION)).get(PARTITION).next()).isZero();
        assertThat(database.content()).isEmpty();
    }

    @Test
    void of_two_projectors_that_find_the_same_only_the_first_empties_them() {
        Map<TopicPartition, StoredOffset> found = database.offsets(List.of(PARTITION));

        assertThat(tables.empty(found)).isTrue();
        assertThat(database.content()).isEmpty();
        database.offsets(List.of(PARTITION)); // It reads on, from the beginning.

        assertThat(tables.empty(found)).isFalse();
    }
}
