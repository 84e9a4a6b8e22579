package io.gatesync.projector.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.messaging.Topic;
import io.gatesync.projector.SampleRecords;
import io.gatesync.projector.changes.BatchFold;
import io.gatesync.schemas.LoginAttempted;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

@RealServers(Server.POSTGRES)
class LoginLogTableTest {
    private static final TopicPartition PARTITION = new TopicPartition(Topic.LOGIN_ATTEMPTS.topicName(), 0);

    private final MigratedDatabase database =
            new MigratedDatabase(Servers.current().newDatabase());

    @Test
    void an_attempt_that_is_read_again_adds_no_row() throws RowRefusedException {
        write(SampleRecords.login("expo", "gate-1"), 0, 1);
        String before = database.content();
        write(SampleRecords.login("expo", "gate-1"), 1, 2);

        assertThat(database.content()).isEqualTo(before).hasLineCount(1);
    }

    @Test
    void a_message_that_is_too_long_for_its_column_is_cut_and_the_rest_may_be_missing() throws RowRefusedException {
        LoginAttempted attempt = LoginAttempted.newBuilder(SampleRecords.login("", "gate-1"))
                .setDeviceId(null)
                .setMessage("x".repeat(300))
                .setIpAddress(null)
                .setUserAgent("agent".repeat(100))
                .build();
        write(attempt, 0, 1);

        assertThat(database.jdbc().queryForObject("select message from event_login_logs", String.class))
                .isEqualTo("x".repeat(255));
    }

    /** Writes the attempt as the first record of its partition. */
    private void write(LoginAttempted attempt, long from, long to) throws RowRefusedException {
        BatchFold fold = new BatchFold();
        fold.add(new RecordPosition(0, 0), attempt);
        database.offsets(List.of(PARTITION));
        database.tables().write(fold.changes(), List.of(new OffsetStep(PARTITION, from, to)));
    }
}
