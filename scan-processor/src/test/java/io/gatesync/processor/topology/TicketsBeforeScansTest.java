package io.gatesync.processor.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.Topic;
import io.gatesync.processor.Scans;
import io.gatesync.processor.registry.RegistryRetry;
import io.gatesync.processor.registry.RetryingDecoder;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketStatus;
import io.gatesync.schemas.Verdict;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No scan overtakes a ticket that was loaded before it, and none is decided again: through Kafka Streams, on a real Kafka.
 *
 * <p>The test provokes the moment at which Kafka's own consumer does not know of the ticket. Kafka answers a fetch only when
 * it has {@link #FETCH_MIN_BYTES}. Each round begins with a large ticket, which is fetched alone; Kafka puts a partition that
 * it has just sent records of behind the others. Then come a small ticket, for which Kafka does not answer yet, and a large
 * scan of it. Kafka answers with both, the scan first, and the consumer returns one record per poll: it returns the scan, and
 * does not look at the ticket, nor at how many there are, before the next poll. In production the same happens when {@code
 * max.poll.records} scans come before the tickets.
 */
@RealServers(value = Server.KAFKA, fresh = true)
class TicketsBeforeScansTest {
    private static final int ROUNDS = 5;
    private static final int FETCH_MIN_BYTES = 10_000;
    private static final String LARGE = "x".repeat(FETCH_MIN_BYTES);
    /** Much longer than it takes to write a ticket and a scan. */
    private static final Duration FETCH_MAX_WAIT = Duration.ofSeconds(1);

    private static final TopicPartition TICKETS = new TopicPartition(Topic.TICKETS.topicName(), 0);
    private static final TopicPartition SCANS = new TopicPartition(Topic.SCANS.topicName(), 0);
    private static final TopicPartition OUTCOMES = new TopicPartition(Topic.SCAN_OUTCOMES.topicName(), 0);

    private static final Input INPUT = new Input(
            new RetryingDecoder(
                    new RecordDecoder((topic, value) -> PlainWireFormat.read(value), PlainWireFormat::hasSchema),
                    new RegistryRetry(Duration.ofSeconds(1))),
            1,
            1,
            Set::of);
    private static final Serializer<ScanDecided> SERIALIZER = (topic, outcome) -> PlainWireFormat.write(outcome);

    @TempDir
    private Path stateDir;

    private final String group = "test-" + UUID.randomUUID();
    private String bootstrapServers;
    private Admin admin;
    private Producer<byte[], byte[]> producer;
    private Consumer<byte[], byte[]> outcomes;
    private int ticketsWritten;

    @BeforeEach
    void create_topics(Servers servers) throws Exception {
        bootstrapServers = servers.bootstrapServers();
        admin = Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
        admin.createTopics(Stream.of(Topic.TICKETS, Topic.SCANS, Topic.SCAN_OUTCOMES, Topic.DEAD_LETTERS)
                        .map(topic -> new NewTopic(topic.topicName(), 1, (short) 1))
                        .toList())
                .all()
                .get();
        producer = new KafkaProducer<>(
                Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        outcomes = new KafkaConsumer<>(
                Map.of(
                        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        outcomes.assign(List.of(OUTCOMES));
        outcomes.seekToBeginning(List.of(OUTCOMES));
    }

    @AfterEach
    void delete_topics() throws Exception {
        outcomes.close();
        producer.close();
        admin.deleteTopics(admin.listTopics().names().get()).all().get();
        admin.close();
    }

    @Test
    void no_scan_overtakes_a_ticket_that_was_loaded_before_it() throws Exception {
        Map<String, Object> config = new HashMap<>(config());
        // By this setting, Kafka Streams would not wait for tickets at all.
        config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        try (KafkaStreams streams = ScanTopology.streams(config, INPUT, SERIALIZER)) {
            assertThat(verdictsOnScansRightAfterTheirTickets(streams)).containsOnly(Verdict.SYNCED);
        }
    }

    /** Shows that the test above can fail. Once this one does, {@link TicketLagConsumer} may not be needed any more. */
    @Test
    void with_kafkas_own_consumer_scans_overtake_tickets() throws Exception {
        try (KafkaStreams streams =
                new KafkaStreams(ScanTopology.build(INPUT, SERIALIZER), new StreamsConfig(config()))) {
            assertThat(verdictsOnScansRightAfterTheirTickets(streams)).contains(Verdict.TICKET_NOT_FOUND);
        }
    }

    /** From the beginning, scans would be decided again that were decided before. */
    @Test
    void scans_are_not_read_without_a_committed_offset() throws Exception {
        scan("T-1", "decided perhaps");
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        try (KafkaStreams streams = ScanTopology.streams(config(), INPUT, SERIALIZER)) {
            streams.setUncaughtExceptionHandler(failed -> {
                failure.complete(failed);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.start();

            assertThat(failure.get(1, TimeUnit.MINUTES)).hasMessageContaining("No valid committed offset");
        }
        assertThat(outcomes.endOffsets(List.of(OUTCOMES))).containsEntry(OUTCOMES, 0L);
    }

    private List<Verdict> verdictsOnScansRightAfterTheirTickets(KafkaStreams streams) throws Exception {
        Beginning.commit(admin, group, SCANS);
        streams.start();
        List<Verdict> verdicts = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            loadTicket("large-" + round, LARGE);
            awaitAllTicketsProcessed();

            String qrcode = "T-" + round;
            loadTicket(qrcode, "Day");
            scan(qrcode, LARGE);

            verdicts.add(nextVerdict());
            awaitAllTicketsProcessed();
        }
        return verdicts;
    }

    private Map<String, Object> config() {
        return Map.of(
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                StreamsConfig.APPLICATION_ID_CONFIG,
                group,
                StreamsConfig.STATE_DIR_CONFIG,
                stateDir.toString(),
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                StreamsConfig.EXACTLY_ONCE_V2,
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
                1,
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG),
                FETCH_MIN_BYTES,
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
                (int) FETCH_MAX_WAIT.toMillis());
    }

    private void loadTicket(String qrcode, String type) throws Exception {
        write(
                Topic.TICKETS,
                qrcode,
                new TicketChanged("open-air", qrcode, TicketStatus.VALID, type, null, null, Instant.now(), null));
        ticketsWritten++;
    }

    private void scan(String qrcode, String sessionToken) throws Exception {
        write(
                Topic.SCANS,
                qrcode,
                Scans.letIn("north", qrcode).setSessionToken(sessionToken).build());
    }

    private void write(Topic topic, String key, SpecificRecord value) throws Exception {
        producer.send(new ProducerRecord<>(topic.topicName(), key.getBytes(UTF_8), PlainWireFormat.write(value)))
                .get();
    }

    private void awaitAllTicketsProcessed() {
        await().until(() -> {
            OffsetAndMetadata committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(TICKETS);
            return committed != null && committed.offset() == ticketsWritten;
        });
    }

    private Verdict nextVerdict() {
        List<ScanDecided> decided = new ArrayList<>();
        await().pollInSameThread().until(() -> {
            outcomes.poll(Duration.ofMillis(100))
                    .forEach(outcome -> decided.add((ScanDecided) PlainWireFormat.read(outcome.value())));
            return !decided.isEmpty();
        });
        assertThat(decided).hasSize(1);
        return decided.getFirst().getVerdict();
    }
}
