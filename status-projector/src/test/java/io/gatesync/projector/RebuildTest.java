package io.gatesync.projector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.messaging.Topic;
import io.gatesync.projector.tables.MigratedDatabase;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Topics that are not the ones that the tables show: the tables are built anew, by the projector itself. */
@RealServers(
        value = {Server.KAFKA, Server.REGISTRY, Server.POSTGRES},
        fresh = true)
@ExtendWith(OutputCaptureExtension.class)
class RebuildTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String SOON = "gatesync.projector.check-interval=100ms";

    private final Servers servers = Servers.current();
    private final MigratedDatabase tables = new MigratedDatabase(servers.newDatabase());

    @Test
    void topics_that_end_before_the_tables_are_read_again_by_all_projectors(CapturedOutput output) {
        try (RecordPublisher publisher = new RecordPublisher(servers);
                RunningProjector one = RunningProjector.start(servers, tables.database(), SOON);
                RunningProjector two = RunningProjector.start(servers, tables.database(), SOON)) {
            new Festival(publisher, "shorter", 100, 9).load().upload(10);
            CaughtUp.assertTablesMatch(servers, tables);

            tables.jdbc().update("update projection_offsets set next_offset = next_offset + 1000000");

            CaughtUp.assertTablesMatch(servers, tables);
            await().atMost(PATIENCE).until(() -> one.isReady() && two.isReady());
            assertThat(output)
                    .contains("but the tables show it up to offset")
                    .containsOnlyOnce("The tables were emptied, and are built anew");
        }
    }

    @Test
    void a_topic_made_anew_that_is_already_longer_is_noticed(CapturedOutput output) {
        try (RecordPublisher publisher = new RecordPublisher(servers);
                RunningProjector projector = RunningProjector.start(servers, tables.database(), SOON)) {
            new Festival(publisher, "anew", 100, 10).load().upload(4);
            CaughtUp.assertTablesMatch(servers, tables);
            assertThat(projector.isReady()).isTrue();
        }
        delete(Topic.SCAN_OUTCOMES);
        try (RecordPublisher publisher = new RecordPublisher(servers)) {
            new Festival(publisher, "anew", 100, 11).upload(40);
        }

        try (RunningProjector projector = RunningProjector.start(servers, tables.database())) {
            CaughtUp.assertTablesMatch(servers, tables);
            await().atMost(PATIENCE).until(projector::isReady);
            assertThat(output)
                    .contains("Topic gatesync.scan-outcomes was made anew")
                    .containsOnlyOnce("The tables were emptied, and are built anew");
        }
    }

    private void delete(Topic topic) {
        try (Admin admin =
                Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers()))) {
            admin.deleteTopics(List.of(topic.topicName())).all().get();
            await().atMost(PATIENCE)
                    .until(() -> !admin.listTopics().names().get().contains(topic.topicName()));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
