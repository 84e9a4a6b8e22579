package io.gatesync.processor.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.messaging.KeyPlacement;
import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.Topic;
import io.gatesync.processor.Scans;
import io.gatesync.processor.registry.RegistryRetry;
import io.gatesync.processor.registry.RetryingDecoder;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A broker is down that has the only copy of one partition of the tickets. Nobody can know whether the scans of that partition
 * have a ticket, so they wait; those of the others must not.
 */
@RealServers(value = Server.KAFKA, fresh = true, brokers = 3)
class LeaderlessTicketsTest {
    private static final int LOST = 1;
    private static final int KEPT = 0;
    private static final int BROKER_THAT_STAYS = 1;
    private static final int BROKER_THAT_IS_KILLED = 2;

    private static final Input INPUT = new Input(
            new RetryingDecoder(
                    new RecordDecoder((topic, value) -> PlainWireFormat.read(value), PlainWireFormat::hasSchema),
                    new RegistryRetry(Duration.ofSeconds(1))),
            2,
            1,
            Set::of);

    private static final String GROUP = "test-" + UUID.randomUUID();

    @TempDir
    private Path stateDir;

    @Test
    void a_partition_of_tickets_without_a_leader_holds_up_its_own_scans_only(Servers servers) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", servers.bootstrapServers());
        try (Admin admin = Admin.create(client);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
                KafkaConsumer<byte[], byte[]> outcomes = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", servers.bootstrapServers(), "isolation.level", "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            createTopics(admin);
            watch(outcomes);
            Beginning.commit(admin, GROUP, scans(KEPT), scans(LOST));
            try (KafkaStreams streams =
                    ScanTopology.streams(config(servers), INPUT, (topic, outcome) -> PlainWireFormat.write(outcome))) {
                streams.start();
                scan(producer, LOST, "before");
                scan(producer, KEPT, "before");
                awaitVerdicts(outcomes, "before", "before");

                servers.kafkaCluster().broker(BROKER_THAT_IS_KILLED).kill();
                scan(producer, LOST, "lost");
                scan(producer, KEPT, "kept");
                awaitVerdicts(outcomes, "kept");
                scan(producer, KEPT, "next");
                awaitVerdicts(outcomes, "next"); // And nothing else: the other scan still waits.

                servers.kafkaCluster().broker(BROKER_THAT_IS_KILLED).start();
                awaitVerdicts(outcomes, "lost");
            }
        }
    }

    /** Only the tickets of one partition are on the broker that is killed. */
    private static void createTopics(Admin admin) throws Exception {
        List<NewTopic> topics = new ArrayList<>();
        topics.add(new NewTopic(
                Topic.TICKETS.topicName(),
                Map.of(KEPT, List.of(BROKER_THAT_STAYS), LOST, List.of(BROKER_THAT_IS_KILLED))));
        for (Topic topic : List.of(Topic.SCANS, Topic.SCAN_OUTCOMES, Topic.DEAD_LETTERS)) {
            topics.add(new NewTopic(
                    topic.topicName(), Map.of(KEPT, List.of(BROKER_THAT_STAYS), LOST, List.of(BROKER_THAT_STAYS))));
        }
        admin.createTopics(topics).all().get();
    }

    private static TopicPartition scans(int partition) {
        return new TopicPartition(Topic.SCANS.topicName(), partition);
    }

    private static void watch(KafkaConsumer<byte[], byte[]> outcomes) {
        List<TopicPartition> partitions = List.of(
                new TopicPartition(Topic.SCAN_OUTCOMES.topicName(), KEPT),
                new TopicPartition(Topic.SCAN_OUTCOMES.topicName(), LOST));
        outcomes.assign(partitions);
        outcomes.seekToBeginning(partitions);
    }

    private Map<String, Object> config(Servers servers) {
        return Map.of(
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers.bootstrapServers(),
                StreamsConfig.APPLICATION_ID_CONFIG,
                GROUP,
                StreamsConfig.STATE_DIR_CONFIG,
                stateDir.toString(),
                StreamsConfig.REPLICATION_FACTOR_CONFIG,
                3,
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                StreamsConfig.EXACTLY_ONCE_V2);
    }

    /** A scan of a code that belongs in this partition. */
    private static void scan(KafkaProducer<byte[], byte[]> producer, int partition, String session) throws Exception {
        String qrcode = IntStream.range(0, 100)
                .mapToObj(number -> session + number)
                .filter(code -> KeyPlacement.partitionOf(code.getBytes(UTF_8), 2) == partition)
                .findFirst()
                .orElseThrow();
        byte[] scan = PlainWireFormat.write(
                Scans.letIn("north", qrcode).setSessionToken(session).build());
        producer.send(new ProducerRecord<>(Topic.SCANS.topicName(), qrcode.getBytes(UTF_8), scan))
                .get();
    }

    /** Waits for the next verdicts, which must be on scans of these sessions. */
    private static void awaitVerdicts(KafkaConsumer<byte[], byte[]> outcomes, String... sessions) {
        List<String> decided = new ArrayList<>();
        await().pollInSameThread().until(() -> {
            outcomes.poll(Duration.ofMillis(100))
                    .forEach(outcome ->
                            decided.add(((ScanDecided) PlainWireFormat.read(outcome.value())).getSessionToken()));
            return decided.size() >= sessions.length;
        });
        assertThat(decided).containsExactlyInAnyOrder(sessions);
    }
}
