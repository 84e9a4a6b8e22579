package io.gatesync.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatesync.messaging.Topic;
import io.gatesync.servers.Distribution;
import io.gatesync.servers.KafkaServer;
import io.gatesync.servers.Ports;
import io.gatesync.servers.PostgresServer;
import io.gatesync.servers.ServerFailedException;
import io.gatesync.setup.Provision;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rebuild counts down from what the topics hold; the test takes the projector's place. */
@Tag("servers")
class TablesRebuildTest {

    @Test
    void it_empties_the_tables_and_counts_what_they_lack(@TempDir Path folder) throws Exception {
        Distribution distribution = Distribution.ofSystemProperty();
        try (KafkaServer kafka = new KafkaServer(
                        distribution, new KafkaServer.Config(folder, Ports.free(), Ports.free(), List.of("-Xmx256m")));
                PostgresServer postgres = new PostgresServer(
                        distribution, new PostgresServer.Config(folder, Ports.free(), Map.of("fsync", "off")))) {
            kafka.start();
            postgres.start();
            new Provision(kafka.bootstrapServers(), "http://127.0.0.1:9", 1, 1, Map.of()).provisionTopics();
            write(kafka, 5);
            TablesRebuild rebuild =
                    new TablesRebuild(postgres.jdbcUrl(), kafka.bootstrapServers(), "truncate projection_offsets");
            assertThatThrownBy(rebuild::empty)
                    .isInstanceOf(ServerFailedException.class)
                    .hasMessageContaining("could not be emptied");
            sql(
                    postgres,
                    "create table projection_offsets (topic varchar, partition integer, next_offset bigint)",
                    "insert into projection_offsets values ('gatesync.scan-outcomes', 0, 5)");

            assertThat(rebuild.empty()).isEqualTo(5);

            assertThat(rebuild.remaining()).isEqualTo(5);
            sql(postgres, "insert into projection_offsets values ('gatesync.scan-outcomes', 0, 3)");
            assertThat(rebuild.remaining()).isEqualTo(2);
            // More records than there were when the tables were emptied.
            sql(postgres, "update projection_offsets set next_offset = 9");
            assertThat(rebuild.remaining()).isZero();
        }
    }

    private static void write(KafkaServer kafka, int records) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(Topic.SCAN_OUTCOMES.topicName(), "ticket", "outcome"))
                        .get();
            }
        }
    }

    private static void sql(PostgresServer postgres, String... statements) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), PostgresServer.USER, PostgresServer.PASSWORD);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}
