package io.gatesync.projector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.guarantees.topics.TopicGuarantees;
import io.gatesync.guarantees.topics.TopicReader;
import io.gatesync.messaging.Topic;
import io.gatesync.projector.projection.ProjectedTopic;
import io.gatesync.projector.tables.MigratedDatabase;
import io.gatesync.testing.Servers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.JdbcTemplate;

/** Waits until the tables show all that the topics hold. */
public final class CaughtUp {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private CaughtUp() {}

    public static void awaitAll(Servers servers, JdbcTemplate jdbc) {
        // Asked for each time: a transaction that was committed may end in the topic a moment later.
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(projected(jdbc)).isEqualTo(ends(servers)));
    }

    /** Waits, and compares all rows with all records. */
    static void assertTablesMatch(Servers servers, MigratedDatabase tables) {
        awaitAll(servers, tables.jdbc());
        TopicGuarantees guarantee = TopicGuarantees.ofTables(tables.dataSource());
        TopicReader.showAll(guarantee, servers.bootstrapServers(), servers.registryUrl());
        guarantee.verify();
    }

    private static Map<TopicPartition, Long> projected(JdbcTemplate jdbc) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        jdbc.query("select * from projection_offsets", row -> {
            offsets.put(
                    new TopicPartition(row.getString("topic"), row.getInt("partition")), row.getLong("next_offset"));
        });
        return offsets;
    }

    private static Map<TopicPartition, Long> ends(Servers servers) {
        try (Admin admin =
                Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers()))) {
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            List<String> topics =
                    ProjectedTopic.topics().stream().map(Topic::topicName).toList();
            admin.describeTopics(topics)
                    .allTopicNames()
                    .get()
                    .forEach((topic, description) -> description
                            .partitions()
                            .forEach(partition ->
                                    asked.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest())));
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(asked).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
