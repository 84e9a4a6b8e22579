package io.gatesync.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class KafkaServerTest extends ServerContract<KafkaServer> {

    @Override
    KafkaServer server(Path folder, int port) {
        return new KafkaServer(
                Distribution.ofSystemProperty(),
                new KafkaServer.Config(folder, port, Ports.free(), List.of("-Xmx256m", "-XX:TieredStopAtLevel=1")));
    }

    @Override
    void write(KafkaServer kafka) throws Exception {
        try (Admin admin = admin(kafka)) {
            admin.createTopics(List.of(new NewTopic("scans", 2, (short) 1)))
                    .all()
                    .get();
        }
        // A broker hears of a new topic from the controller, a moment after it was created.
        await().until(() -> hasKept(kafka));
    }

    @Override
    boolean hasKept(KafkaServer kafka) throws Exception {
        try (Admin admin = admin(kafka)) {
            return admin.listTopics().names().get().contains("scans");
        }
    }

    /** Kafka 4.3 and 4.4 forget it, and then nobody ever reads a committed record behind it; see RATIONALE.md. */
    @Test
    void ends_a_transaction_that_a_kill_left_open() throws Exception {
        TopicPartition partition = new TopicPartition("scans", 0);
        server.start();
        write(server);
        Producer<String, String> producer = transactionalProducer(server);
        try {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), "ticket", "scan"))
                    .get();
            server.kill();
        } finally {
            producer.close(Duration.ZERO);
        }

        server.start();

        try (Admin admin = admin(server)) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(end(admin, partition, IsolationLevel.READ_COMMITTED))
                            .isEqualTo(end(admin, partition, IsolationLevel.READ_UNCOMMITTED))
                            .isPositive());
        }
    }

    @Test
    void what_it_acknowledged_is_soon_on_the_disk_its_own_topics_as_well() throws Exception {
        server.start();
        write(server);
        try (Producer<String, String> producer = transactionalProducer(server);
                Admin admin = admin(server)) {
            producer.initTransactions();

            for (String topic : List.of("scans", "__transaction_state")) {
                ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
                assertThat(admin.describeConfigs(List.of(resource))
                                .all()
                                .get()
                                .get(resource)
                                .get("flush.ms")
                                .value())
                        .as(topic)
                        .isEqualTo("100");
            }
        }
    }

    private static Producer<String, String> transactionalProducer(KafkaServer kafka) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "transactional.id",
                        "left open",
                        "transaction.timeout.ms",
                        5_000),
                new StringSerializer(),
                new StringSerializer());
    }

    private static long end(Admin admin, TopicPartition partition, IsolationLevel isolation) throws Exception {
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
                .partitionResult(partition)
                .get()
                .offset();
    }

    private static Admin admin(KafkaServer kafka) {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }
}
