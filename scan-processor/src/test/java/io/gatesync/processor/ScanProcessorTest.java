package io.gatesync.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatesync.guarantees.topics.TopicGuarantees;
import io.gatesync.guarantees.topics.TopicObserver;
import io.gatesync.guarantees.topics.TopicReader;
import io.gatesync.messaging.KafkaClientProperties;
import io.gatesync.messaging.SchemaRegistryException;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.TopicLayoutException;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketStatus;
import io.gatesync.schemas.Verdict;
import io.gatesync.setup.Provision;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** The service itself, on a real Kafka and a real registry. */
@RealServers(
        value = {Server.KAFKA, Server.REGISTRY},
        fresh = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ScanProcessorTest {
    private static final Instant NOON = Instant.parse("2026-07-03T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path stateDir;

    private static Servers servers;

    @BeforeAll
    static void servers(Servers started) {
        servers = started;
    }

    private static ConfigurableApplicationContext started() {
        ConfigurableApplicationContext service = SpringApplication.run(
                ScanProcessorApplication.class,
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + servers.bootstrapServers(),
                "--gatesync.registry.url=" + servers.registryUrl(),
                "--gatesync.processor.state-dir=" + stateDir);
        await().atMost(PATIENCE)
                .until(() ->
                        service.getBean(ScanStream.class).health().getStatus().equals(Status.UP));
        return service;
    }

    private static KafkaProducer<String, Object> producer() {
        Map<String, Object> properties = KafkaClientProperties.of(servers.bootstrapServers(), servers.registryUrl());
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        return new KafkaProducer<>(properties);
    }

    private static void provision() {
        Provision.onOneMachine(servers.bootstrapServers(), servers.registryUrl())
                .run();
    }

    /** The verdicts so far on one ticket, in order. */
    private static List<Verdict> verdictsOn(String qrcode) {
        List<Verdict> verdicts = new ArrayList<>();
        TopicReader.showAll(
                new TopicObserver() {
                    @Override
                    public void onDecided(ScanDecided outcome) {
                        if (outcome.getQrcode().equals(qrcode)) {
                            verdicts.add(outcome.getVerdict());
                        }
                    }
                },
                servers.bootstrapServers(),
                servers.registryUrl());
        return verdicts;
    }

    private static ProducerRecord<String, Object> ticket(String qrcode) {
        return new ProducerRecord<>(
                Topic.TICKETS.topicName(),
                qrcode,
                new TicketChanged("open-air", qrcode, TicketStatus.VALID, "Day", null, qrcode, NOON));
    }

    private static ProducerRecord<String, Object> scan(String device, String qrcode) {
        return new ProducerRecord<>(
                Topic.SCANS.topicName(),
                qrcode,
                new ScanUploaded(
                        UUID.randomUUID(),
                        true,
                        "open-air",
                        device,
                        "session-" + device,
                        qrcode,
                        NOON,
                        Instant.now(),
                        List.of(),
                        null));
    }

    @Test
    @Order(1)
    void refuses_to_start_without_schemas_and_says_which_is_missing() {
        assertThatThrownBy(ScanProcessorTest::started)
                .hasRootCauseInstanceOf(SchemaRegistryException.class)
                .rootCause()
                .hasMessageContaining("gatesync.tickets-value");
    }

    @Test
    @Order(2)
    void decides_and_keeps_its_state_over_a_restart() throws Exception {
        provision();
        try (KafkaProducer<String, Object> producer = producer()) {
            try (ConfigurableApplicationContext service = started()) {
                producer.send(ticket("T-1")).get();
                producer.send(scan("north", "T-1")).get();
                await().atMost(PATIENCE).until(() -> verdictsOn("T-1").equals(List.of(Verdict.SYNCED)));
                assertThat(service.isRunning()).isTrue();
            }
            try (ConfigurableApplicationContext service = started()) {
                producer.send(scan("south", "T-1")).get();
                await().atMost(PATIENCE)
                        .until(() -> verdictsOn("T-1").equals(List.of(Verdict.SYNCED, Verdict.CONFLICT)));
                assertThat(service.isRunning()).isTrue();
            }
        }
    }

    @Test
    @Order(3)
    void many_devices_get_one_admission_for_each_ticket_and_garbage_stops_nobody() throws Exception {
        int tickets = 200;
        int devices = 20;
        try (ConfigurableApplicationContext service = started();
                KafkaProducer<String, Object> producer = producer()) {
            List<ProducerRecord<String, Object>> records = new ArrayList<>();
            for (int ticket = 0; ticket < tickets; ticket++) {
                records.add(ticket("M-" + ticket));
            }
            for (int device = 0; device < devices; device++) {
                for (int ticket = 0; ticket < tickets; ticket++) {
                    records.add(scan("device-" + device, "M-" + ticket));
                }
            }
            List<Future<RecordMetadata>> sent =
                    records.stream().map(producer::send).toList();
            garbage();
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }

            await().atMost(PATIENCE).untilAsserted(() -> {
                TopicGuarantees guarantees = TopicGuarantees.ofDecisions();
                TopicReader.showAll(guarantees, servers.bootstrapServers(), servers.registryUrl());
                guarantees.verify();
            });
            assertThat(service.isRunning()).isTrue();
        }
    }

    @Test
    @Order(4)
    void waits_for_a_registry_that_is_away_and_goes_on_with_what_came_meanwhile() throws Exception {
        try (ConfigurableApplicationContext service = started();
                KafkaProducer<String, Object> producer = producer()) {
            ScanStream stream = service.getBean(ScanStream.class);
            producer.send(ticket("R-1")).get();
            producer.send(scan("north", "R-1")).get();
            await().atMost(PATIENCE).until(() -> verdictsOn("R-1").equals(List.of(Verdict.SYNCED)));

            servers.registry().kill();
            ofUnknownSchema("R-1");
            producer.send(scan("south", "R-1")).get();
            await().atMost(PATIENCE).until(() -> stream.health().getStatus().equals(Status.DOWN));
            assertThat(stream.health().getDetails())
                    .containsEntry("stream", KafkaStreams.State.RUNNING)
                    .containsKey("waiting");

            servers.registry().start();
            await().atMost(PATIENCE).until(() -> verdictsOn("R-1").equals(List.of(Verdict.SYNCED, Verdict.CONFLICT)));
            await().atMost(PATIENCE).until(() -> stream.health().getStatus().equals(Status.UP));
        }
    }

    private static void garbage() throws ExecutionException, InterruptedException {
        sendRaw("x", "garbage".getBytes(UTF_8));
    }

    private static void ofUnknownSchema(String qrcode) throws ExecutionException, InterruptedException {
        sendRaw(qrcode, new byte[] {0, 0, 0, 3, 99, 1, 2, 3});
    }

    private static void sendRaw(String key, byte[] value) throws ExecutionException, InterruptedException {
        Map<String, Object> properties = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers.bootstrapServers(),
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                StringSerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(properties)) {
            producer.send(new ProducerRecord<>(Topic.SCANS.topicName(), key, value))
                    .get();
        }
    }

    @Test
    @Order(5)
    void refuses_to_start_where_scans_and_tickets_have_different_partitions() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
            admin.createPartitions(Map.of(Topic.TICKETS.topicName(), NewPartitions.increaseTo(12)))
                    .all()
                    .get();
            // The change reaches the broker's metadata a moment later.
            await().atMost(PATIENCE)
                    .until(() -> admin.describeTopics(List.of(Topic.TICKETS.topicName()))
                                    .allTopicNames()
                                    .get()
                                    .get(Topic.TICKETS.topicName())
                                    .partitions()
                                    .size()
                            == 12);
        }

        assertThatThrownBy(ScanProcessorTest::started)
                .hasRootCauseInstanceOf(TopicLayoutException.class)
                .rootCause()
                .hasMessageContaining("same number of partitions")
                .hasMessageContaining("gatesync.tickets: 12");
    }
}
