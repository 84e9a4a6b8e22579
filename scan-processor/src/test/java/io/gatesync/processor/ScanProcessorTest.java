package io.gatesync.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatesync.guarantees.topics.TopicGuarantees;
import io.gatesync.guarantees.topics.TopicObserver;
import io.gatesync.guarantees.topics.TopicReader;
import io.gatesync.messaging.KafkaClientProperties;
import io.gatesync.messaging.KeyPlacement;
import io.gatesync.messaging.SchemaRegistryException;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.TopicLayoutException;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketStatus;
import io.gatesync.schemas.Verdict;
import io.gatesync.service.Worker;
import io.gatesync.setup.Provision;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** The service itself, on a real Kafka and a real registry. */
@RealServers(
        value = {Server.KAFKA, Server.REGISTRY},
        fresh = true)
@ExtendWith(OutputCaptureExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ScanProcessorTest {
    private static final Instant NOON = Instant.parse("2026-07-03T12:00:00Z");
    /** Below Kafka's 1 MiB, by what a batch and a record add. */
    private static final int LARGEST_RECORD_OF_A_PRODUCER = 1024 * 1024 - 100;

    private static final Duration LONG_ENOUGH_TO_DIE_AGAIN = Duration.ofSeconds(5);

    @TempDir
    private static Path stateDir;

    private static Servers servers;

    @BeforeAll
    static void servers(Servers started) {
        servers = started;
    }

    private static String[] arguments() {
        return new String[] {
            "--server.port=0",
            "--spring.kafka.bootstrap-servers=" + servers.bootstrapServers(),
            "--gatesync.registry.url=" + servers.registryUrl(),
            "--gatesync.processor.state-dir=" + stateDir
        };
    }

    private static ConfigurableApplicationContext start() {
        return SpringApplication.run(ScanProcessorApplication.class, arguments());
    }

    private static void awaitReady(ConfigurableApplicationContext service) {
        await().until(() -> health(service).getStatus().equals(Status.UP));
    }

    private static boolean isWaitingForRegistry(ConfigurableApplicationContext service) {
        return health(service).getStatus().equals(Status.DOWN)
                && health(service).getDetails().toString().contains("schema registry");
    }

    private static Health schemaCheck(ConfigurableApplicationContext service) {
        return service.getBean("schemaCheck", Worker.class).health();
    }

    private static Health health(ConfigurableApplicationContext service) {
        return service.getBean("scanStream", Worker.class).health();
    }

    /** Waits until these are the verdicts on a ticket, in this order. */
    private static void awaitVerdictsOn(String qrcode, Verdict... expected) {
        await().until(() -> verdictsOn(qrcode).equals(List.of(expected)));
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
                new TicketChanged("open-air", qrcode, TicketStatus.VALID, "Day", null, qrcode, NOON, null));
    }

    private static ProducerRecord<String, Object> scan(String device, String qrcode) {
        return new ProducerRecord<>(
                Topic.SCANS.topicName(),
                qrcode,
                Scans.letIn(device, qrcode).setScannedAt(NOON).build());
    }

    @Test
    @Order(1)
    void refuses_to_start_without_schemas_and_says_which_is_missing() {
        assertThatThrownBy(ScanProcessorTest::start)
                .hasRootCauseInstanceOf(SchemaRegistryException.class)
                .rootCause()
                .hasMessageContaining("gatesync.tickets-value");
    }

    @Test
    @Order(2)
    void decides_and_keeps_its_state_over_a_restart() throws Exception {
        provision();
        try (KafkaProducer<String, Object> producer = producer()) {
            try (ConfigurableApplicationContext service = start()) {
                awaitReady(service);
                producer.send(ticket("T-1")).get();
                producer.send(scan("north", "T-1")).get();
                awaitVerdictsOn("T-1", Verdict.SYNCED);
            }
            try (ConfigurableApplicationContext service = start()) {
                awaitReady(service);
                producer.send(scan("south", "T-1")).get();
                awaitVerdictsOn("T-1", Verdict.SYNCED, Verdict.CONFLICT);
            }
        }
    }

    @Test
    @Order(4)
    void many_devices_get_one_admission_for_each_ticket_and_garbage_stops_nobody() throws Exception {
        int tickets = 200;
        int devices = 20;
        try (ConfigurableApplicationContext service = start();
                KafkaProducer<String, Object> producer = producer()) {
            awaitReady(service);
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

            await().untilAsserted(() -> {
                TopicGuarantees guarantees = TopicGuarantees.ofDecisions(1);
                TopicReader.showAll(guarantees, servers.bootstrapServers(), servers.registryUrl());
                guarantees.verify();
            });
        }
    }

    @Test
    @Order(10)
    void waits_for_a_registry_that_is_away_stops_all_the_same_and_loses_nothing(CapturedOutput output)
            throws Exception {
        try (KafkaProducer<String, Object> producer = producer()) {
            try (ConfigurableApplicationContext service = start()) {
                producer.send(ticket("R-1")).get();
                producer.send(scan("north", "R-1")).get();
                awaitVerdictsOn("R-1", Verdict.SYNCED);

                servers.registry().kill();
                ofUnknownSchema("R-1");
                producer.send(scan("south", "R-1")).get();
                await().until(() -> isWaitingForRegistry(service));
            }
            assertThat(output.getAll()).doesNotContain("did not stop within");

            try (ConfigurableApplicationContext service = start()) {
                assertThat(schemaCheck(service).getStatus()).isEqualTo(Status.DOWN);
                servers.registry().start();
                await().until(() -> schemaCheck(service).getStatus().equals(Status.UP));
                awaitReady(service);
                awaitVerdictsOn("R-1", Verdict.SYNCED, Verdict.CONFLICT);
            }
        }
    }

    /** Such an upload, of 94 kB, once ended the processor for good: the ticket's history outgrew Kafka's largest record. */
    @Test
    @Order(5)
    void a_thousand_scans_of_one_code_and_the_largest_garbage_stop_nobody() throws Exception {
        String longestName = "\ud83d\ude00".repeat(63);
        try (ConfigurableApplicationContext service = start();
                KafkaProducer<String, Object> producer = producer()) {
            awaitReady(service);
            List<Future<RecordMetadata>> sent = IntStream.range(0, 1_000)
                    .mapToObj(scan -> producer.send(scan(longestName, "P-unknown")))
                    .toList();
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
            sendRaw("P-garbage", new byte[LARGEST_RECORD_OF_A_PRODUCER]);
            producer.send(ticket("P-1")).get();
            producer.send(scan("north", "P-1")).get();

            awaitVerdictsOn("P-1", Verdict.SYNCED);
            await().until(() -> verdictsOn("P-unknown").size() == 1_000);
        }
    }

    /** Kafka forgets the offsets of a group that was stopped for seven days; here they are deleted. */
    @Test
    @Order(6)
    void no_scan_is_decided_anew_after_kafka_has_forgotten_the_offsets() throws Exception {
        try (KafkaProducer<String, Object> producer = producer();
                Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
            try (ConfigurableApplicationContext service = start()) {
                awaitReady(service);
                producer.send(scanWithoutOwnId("north", "L-1")).get();
                awaitVerdictsOn("L-1", Verdict.TICKET_NOT_FOUND);
                producer.send(ticket("L-1")).get();
                producer.send(ticket("L-2")).get();
                producer.send(scan("north", "L-2")).get();
                awaitVerdictsOn("L-2", Verdict.SYNCED);
            }
            long outcomes = outcomes();
            await().ignoreExceptions().until(() -> {
                admin.deleteConsumerGroups(List.of(Topic.PROCESSOR_GROUP)).all().get();
                return true;
            });
            // Undecided: it came while no processor ran.
            producer.send(scan("south", "L-2")).get();

            try (ConfigurableApplicationContext service = start()) {
                awaitReady(service);
                awaitVerdictsOn("L-2", Verdict.SYNCED, Verdict.CONFLICT);
                producer.send(scan("west", "L-1")).get();
                awaitVerdictsOn("L-1", Verdict.TICKET_NOT_FOUND, Verdict.CONFLICT);
                assertThat(outcomes()).isEqualTo(outcomes + 2);
            }
        }
    }

    /** No scan was decided in their partition yet: only the group's offset tells that they were in the store. */
    @Test
    @Order(3)
    void tickets_are_found_after_the_store_and_its_changelog_were_lost() throws Exception {
        int decidedIn = KeyPlacement.partitionOf("T-1".getBytes(UTF_8), 6);
        String elsewhere = IntStream.range(0, 100)
                .mapToObj(number -> "U-" + number)
                .filter(code -> KeyPlacement.partitionOf(code.getBytes(UTF_8), 6) != decidedIn)
                .findFirst()
                .orElseThrow();
        TopicPartition tickets =
                new TopicPartition(Topic.TICKETS.topicName(), KeyPlacement.partitionOf(elsewhere.getBytes(UTF_8), 6));
        try (KafkaProducer<String, Object> producer = producer();
                Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
            try (ConfigurableApplicationContext service = start()) {
                awaitReady(service);
                producer.send(ticket(elsewhere)).get();
                await().until(() -> admin.listConsumerGroupOffsets(Topic.PROCESSOR_GROUP)
                                .partitionsToOffsetAndMetadata()
                                .get()
                                .get(tickets)
                        != null);
            }
            loseTheStore(admin);

            try (ConfigurableApplicationContext service = start()) {
                awaitReady(service);
                producer.send(scan("north", elsewhere)).get();
                awaitVerdictsOn(elsewhere, Verdict.SYNCED);
            }
        }
    }

    private static void loseTheStore(Admin admin) throws Exception {
        FileSystemUtils.deleteRecursively(stateDir);
        admin.deleteTopics(List.of(Topic.TICKET_STORE.topicName())).all().get();
        await().ignoreExceptions().untilAsserted(ScanProcessorTest::provision);
    }

    /** The changelog is the only copy of the admissions that outlives a crash: here it is lost, and the local store, too. */
    @Test
    @Order(7)
    void nobody_comes_in_twice_after_the_store_and_its_changelog_were_lost() throws Exception {
        ProducerRecord<String, Object> turnedAway = scan("west", "S-1");
        try (KafkaProducer<String, Object> producer = producer();
                Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
            try (ConfigurableApplicationContext service = start()) {
                awaitReady(service);
                producer.send(ticket("S-1")).get();
                producer.send(scan("north", "S-1")).get();
                producer.send(turnedAway).get();
                awaitVerdictsOn("S-1", Verdict.SYNCED, Verdict.CONFLICT);
            }
            loseTheStore(admin);

            try (ConfigurableApplicationContext service = start()) {
                awaitReady(service);
                producer.send(scan("south", "S-1")).get();
                producer.send(turnedAway).get();
                awaitVerdictsOn("S-1", Verdict.SYNCED, Verdict.CONFLICT, Verdict.CONFLICT, Verdict.CONFLICT);
                assertThat(count(outcome -> outcome.getQrcode().equals("S-1") && outcome.getReplayed()))
                        .isEqualTo(1);
            }
        }
    }

    private static long outcomes() {
        return count(any -> true);
    }

    /** By the gateways' clocks, the scan came before the ticket that was loaded before it. */
    @Test
    @Order(8)
    void a_ticket_is_found_although_the_clock_of_its_gateway_is_ahead() throws Exception {
        long ahead = Instant.now().plusSeconds(20).toEpochMilli();
        try (KafkaProducer<String, Object> producer = producer()) {
            List<ProducerRecord<String, Object>> tickets = new ArrayList<>();
            for (int number = 1; number <= 1_000; number++) {
                tickets.add(ticket("C-" + number));
            }
            // No processor runs, so that it finds both at once.
            List<Future<RecordMetadata>> sent = tickets.stream()
                    .map(ticket -> producer.send(
                            new ProducerRecord<>(ticket.topic(), null, ahead, ticket.key(), ticket.value())))
                    .toList();
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
            producer.send(scan("north", "C-1000")).get();
            try (ConfigurableApplicationContext service = start()) {
                awaitReady(service);
                awaitVerdictsOn("C-1000", Verdict.SYNCED);
            }
        }
    }

    /** The number of such verdicts so far. */
    private static long count(Predicate<ScanDecided> wanted) {
        AtomicLong outcomes = new AtomicLong();
        TopicReader.showAll(
                new TopicObserver() {
                    @Override
                    public void onDecided(ScanDecided outcome) {
                        if (wanted.test(outcome)) {
                            outcomes.incrementAndGet();
                        }
                    }
                },
                servers.bootstrapServers(),
                servers.registryUrl());
        return outcomes.get();
    }

    private static ProducerRecord<String, Object> scanWithoutOwnId(String device, String qrcode) {
        ProducerRecord<String, Object> scan = scan(device, qrcode);
        ((ScanUploaded) scan.value()).setScanIdFromDevice(false);
        return scan;
    }

    @Test
    @Order(9)
    void tells_how_many_scans_wait_and_how_kafka_streams_does() {
        try (ConfigurableApplicationContext service = start()) {
            awaitReady(service);
            MeterRegistry meters = service.getBean(MeterRegistry.class);
            await().untilAsserted(() -> assertThat(meters.getMeters())
                    .extracting(meter -> meter.getId().getName())
                    .contains(
                            "gatesync.processor.undecided.scans",
                            "gatesync.processor.undecided.oldest",
                            "gatesync.processor.restore.left",
                            "gatesync.processor.dead.letters",
                            "kafka.stream.thread.commit.rate",
                            "kafka.consumer.fetch.manager.records.lag.max"));
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

    /** Tickets and scans can be read; the schema of outcomes has not been looked up yet when the registry goes away. */
    @Test
    @Order(11)
    void waits_for_a_registry_that_is_away_at_the_first_outcome(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext service = start();
                KafkaProducer<String, Object> producer = producer()) {
            producer.send(ticket("W-1")).get();
            producer.send(underAnotherKey(ticket("W-1"))).get();
            producer.send(underAnotherKey(scan("north", "W-1"))).get();
            await().untilAsserted(() -> assertThat(output.getAll())
                    .contains("Record gatesync.tickets-")
                    .contains("Record gatesync.scans-"));

            servers.registry().kill();
            producer.send(scan("north", "W-1")).get();
            await().until(() -> isWaitingForRegistry(service));
            await().during(LONG_ENOUGH_TO_DIE_AGAIN).until(() -> isWaitingForRegistry(service));
            producer.send(scan("south", "W-1")).get();

            servers.registry().start();
            awaitVerdictsOn("W-1", Verdict.SYNCED, Verdict.CONFLICT);
            awaitReady(service);
        }
        assertThat(output.getAll())
                .containsOnlyOnce(
                        "Records wait for the schema registry, retrying every 1000 ms: The schema registry at")
                .containsOnlyOnce("The schema registry answers again")
                .doesNotContain("stream thread has failed");
    }

    private static ProducerRecord<String, Object> underAnotherKey(ProducerRecord<String, Object> sent) {
        return new ProducerRecord<>(sent.topic(), "another key", sent.value());
    }

    @Test
    @Order(12)
    void a_stream_that_cannot_go_on_ends_the_service_with_exit_code_1() throws Exception {
        try (ProcessorProcess service = ProcessorProcess.start(arguments());
                Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
            await().until(() -> service.output().contains("The scan stream is RUNNING"));

            admin.deleteTopics(List.of(Topic.SCANS.topicName())).all().get();

            assertThat(service.exitCode()).isEqualTo(1);
            assertThat(service.output()).contains("The scan stream has died, and the service exits with code 1");
        } finally {
            provision();
        }
    }

    /** An operator has given all topics more partitions: they fit each other, but not the tickets that were loaded before. */
    @Test
    @Order(14)
    void refuses_to_start_where_the_tickets_were_loaded_with_another_number_of_partitions() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
            List<String> others =
                    List.of(Topic.SCANS.topicName(), Topic.SCAN_OUTCOMES.topicName(), Topic.TICKET_STORE.topicName());
            for (String topic : others) {
                admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(12)))
                        .all()
                        .get();
            }
            await().until(() -> admin.describeTopics(others).allTopicNames().get().values().stream()
                    .allMatch(topic -> topic.partitions().size() == 12));
        }

        assertThatThrownBy(ScanProcessorTest::start)
                .hasRootCauseInstanceOf(TopicLayoutException.class)
                .rootCause()
                .hasMessageContaining("gatesync.tickets has 12 partitions now, but its tickets were placed for 6");
    }

    @Test
    @Order(13)
    void refuses_to_start_where_scans_and_tickets_have_different_partitions() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
            admin.createPartitions(Map.of(Topic.TICKETS.topicName(), NewPartitions.increaseTo(12)))
                    .all()
                    .get();
            // The change reaches the broker's metadata a moment later.
            await().until(() -> admin.describeTopics(List.of(Topic.TICKETS.topicName()))
                            .allTopicNames()
                            .get()
                            .get(Topic.TICKETS.topicName())
                            .partitions()
                            .size()
                    == 12);
        }

        assertThatThrownBy(ScanProcessorTest::start)
                .hasRootCauseInstanceOf(TopicLayoutException.class)
                .rootCause()
                .hasMessageContaining("same number of partitions")
                .hasMessageContaining("gatesync.tickets: 12");
    }
}
