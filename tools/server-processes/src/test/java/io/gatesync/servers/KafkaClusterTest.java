package io.gatesync.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three brokers, one of which dies. */
@Tag("servers")
class KafkaClusterTest {
    private static final List<TopicPartition> SCANS =
            List.of(new TopicPartition("scans", 0), new TopicPartition("scans", 1), new TopicPartition("scans", 2));

    @Test
    @Timeout(300)
    void with_one_broker_killed_every_record_is_still_written_and_read(@TempDir Path folder) throws Exception {
        try (KafkaCluster kafka = KafkaCluster.onFreePorts(
                Distribution.ofSystemProperty(),
                folder,
                KafkaCluster.BROKERS,
                List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"))) {
            kafka.start();
            Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
            try (Admin admin = Admin.create(client)) {
                admin.createTopics(List.of(new NewTopic("scans", SCANS.size(), (short) KafkaCluster.BROKERS)
                                .configs(Map.of("min.insync.replicas", "2"))))
                        .all()
                        .get();
            }
            write(kafka, "before");

            kafka.broker(2).kill();

            // Each partition, one of which the dead broker led.
            write(kafka, "after");
            assertThat(read(kafka)).contains("before 0", "before 1", "before 2", "after 0", "after 1", "after 2");

            kafka.broker(2).start();
            kafka.start();
        }
    }

    private static void write(KafkaCluster kafka, String what) throws Exception {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(), "acks", "all", "transactional.id", "writer " + what);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (TopicPartition partition : SCANS) {
                producer.send(new ProducerRecord<>(
                                partition.topic(), partition.partition(), null, what + " " + partition.partition()))
                        .get();
            }
            producer.commitTransaction();
        }
    }

    private static Set<String> read(KafkaCluster kafka) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed");
        Set<String> values = new HashSet<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(SCANS);
            consumer.seekToBeginning(SCANS);
            while (values.size() < 2 * SCANS.size()) {
                consumer.poll(Duration.ofSeconds(1)).forEach(read -> values.add(read.value()));
            }
        }
        return values;
    }
}
