package io.gatesync.projector.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.messaging.Topic;
import io.gatesync.projector.changes.BatchFold;
import io.gatesync.projector.changes.TableChanges;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Two projectors that both believe to own a partition, and have read the same record. */
@RealServers(Server.POSTGRES)
class FencedWriterTest {
    private static final TopicPartition PARTITION = new TopicPartition(Topic.SYNC_SESSIONS.topicName(), 0);
    private static final OffsetStep FIRST_RECORD = new OffsetStep(PARTITION, 0, 1);

    @Test
    void the_second_to_write_the_same_records_is_told_and_writes_nothing(Servers servers) throws Exception {
        MigratedDatabase database = new MigratedDatabase(servers.newDatabase());
        Tables owner = database.tables();
        Tables zombie = database.tables();
        database.offsets(List.of(PARTITION));

        owner.write(upload("by-the-owner"), List.of(FIRST_RECORD));
        String written = database.content();

        assertThatThrownBy(() -> zombie.write(upload("by-the-zombie"), List.of(FIRST_RECORD)))
                .isInstanceOf(FencedException.class);
        assertThat(written).contains("by-the-owner");
        assertThat(database.content()).isEqualTo(written);
    }

    private static TableChanges upload(String device) {
        BatchFold fold = new BatchFold();
        fold.add(
                new RecordPosition(0, 0),
                new SyncStarted("session", "expo", device, 1, Instant.parse("2026-07-03T12:00:00Z"), null));
        return fold.changes();
    }
}
