package io.gatesync.projector;

import static io.gatesync.projector.SampleRecords.outcome;
import static io.gatesync.projector.SampleRecords.ticket;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.messaging.DeadLetter;
import io.gatesync.messaging.Topic;
import io.gatesync.projector.tables.MigratedDatabase;
import io.gatesync.schemas.Verdict;
import io.gatesync.testing.RawHttp.Answer;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Servers die and come back, and records cannot be shown: what can be shown is, and the rest is reported. */
@RealServers(
        value = {Server.KAFKA, Server.REGISTRY, Server.POSTGRES},
        fresh = true)
@ExtendWith(OutputCaptureExtension.class)
class FaultsTest {
    /** Below Kafka's 1 MiB, by what a batch and a record add. Its dead letter is larger. */
    private static final int LARGEST_RECORD_OF_A_PRODUCER = 1024 * 1024 - 100;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Servers servers = Servers.current();
    private final MigratedDatabase tables = new MigratedDatabase(servers.database());
    private RecordPublisher publisher;
    private RunningProjector projector;

    @BeforeEach
    void start() {
        publisher = new RecordPublisher(servers);
        projector = RunningProjector.start(
                servers,
                servers.database(),
                "gatesync.projector.longest-retry-wait=500ms",
                "gatesync.projector.kafka-timeout=4s");
        await().atMost(PATIENCE).until(projector::isReady);
    }

    @AfterEach
    void stop() {
        projector.close();
        publisher.close();
    }

    @Test
    void a_database_that_dies_is_waited_for_and_nothing_is_lost(CapturedOutput output) {
        Festival festival = new Festival(publisher, "database", 300, 6).load().upload(5);
        CaughtUp.awaitAll(servers, tables.jdbc());

        servers.postgres().kill();
        festival.upload(5);
        await().atMost(PATIENCE).until(() -> !projector.isReady());
        Answer answer = projector.get("/api/offline/sync/status/database/gate-1");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(answer.json().path("retry").booleanValue()).isTrue();
        assertThat(answer.header("Retry-After")).contains("1");

        servers.postgres().start();
        CaughtUp.awaitAll(servers, tables.jdbc());
        await().atMost(PATIENCE).until(projector::isReady);
        assertThat(output).containsOnlyOnce("Projection paused: PostgreSQL failed: ");
        assertThat(output).containsOnlyOnce("Projection resumed");
        assertThat(logged("database")).isEqualTo(10 * 50);
        assertThat(tables.jdbc()
                        .queryForObject(
                                "select count(*) from sync_sessions where event_id = 'database' and status = 'completed'",
                                Integer.class))
                .isEqualTo(10);
    }

    @Test
    void kafka_that_dies_is_waited_for_and_nothing_is_lost() {
        Festival festival = new Festival(publisher, "kafka", 300, 7).load().upload(2);
        CaughtUp.awaitAll(servers, tables.jdbc());

        servers.kafka().kill();
        await().atMost(PATIENCE).until(() -> !projector.isReady());
        assertThat(projector.get("/actuator/health/projection").text()).contains("Kafka does not answer");
        assertThat(projector.get("/api/offline/sync/status/kafka/gate-1").status())
                .isEqualTo(200);
        servers.kafka().start();
        festival.upload(2);

        CaughtUp.awaitAll(servers, tables.jdbc());
        await().atMost(PATIENCE).until(projector::isReady);
        assertThat(logged("kafka")).isEqualTo(4 * 50);
    }

    @Test
    void a_registry_that_is_away_when_a_schema_is_asked_for_is_waited_for() {
        publisher.publish(
                outcome("registry before", "gate-1", "A", Verdict.SYNCED).build());
        publisher.flush();
        CaughtUp.awaitAll(servers, tables.jdbc());
        projector.close();
        projector = RunningProjector.start(servers, servers.database()); // This one knows no schema yet.
        await().atMost(PATIENCE).until(projector::isReady);
        servers.registry().kill();
        publisher.publish(outcome("registry", "gate-1", "A", Verdict.SYNCED).build());
        publisher.flush();
        await().atMost(PATIENCE).until(() -> !projector.isReady());
        assertThat(projector.get("/actuator/health/projection").text())
                .contains("Projection paused: schema registry unreachable");
        assertThat(logged("registry")).isZero();

        servers.registry().start();

        CaughtUp.awaitAll(servers, tables.jdbc());
        assertThat(logged("registry")).isEqualTo(1);
        assertThat(deadLettersOf("registry")).isEmpty();
    }

    @Test
    void undecodable_records_go_to_the_dead_letters_and_the_rest_to_the_tables() {
        publisher.publish(outcome("poison", "gate-1", "A", Verdict.SYNCED).build());
        RecordMetadata noise = publisher.publishBytes(Topic.SCAN_OUTCOMES, "poison", "no Avro".getBytes(UTF_8));
        publisher.publishBytes(Topic.SCAN_OUTCOMES, "poison", null);
        publisher.publishBytes(Topic.TICKETS, "poison", new byte[] {0, 0, 0, 0, 1});
        publisher.publishBytes(Topic.SYNC_SESSIONS, "poison", new byte[] {0, 1, 2, 3, 4, 5});
        publisher.publish(outcome("poison", "gate-1", "B", Verdict.SYNCED).build());
        publisher.flush();

        CaughtUp.awaitAll(servers, tables.jdbc());

        assertThat(logged("poison")).isEqualTo(2);
        List<ConsumerRecord<byte[], byte[]>> letters = deadLettersOf("poison");
        assertThat(letters).hasSize(4);
        assertThat(letters)
                .filteredOn(
                        letter -> "no Avro".equals(letter.value() == null ? null : new String(letter.value(), UTF_8)))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(header(letter, DeadLetter.REASON)).isEqualTo("not in the Confluent wire format");
                    assertThat(header(letter, DeadLetter.SERVICE)).isEqualTo("status-projector");
                    assertThat(header(letter, DeadLetter.SOURCE))
                            .isEqualTo("gatesync.scan-outcomes-%d@%d".formatted(noise.partition(), noise.offset()));
                });
    }

    @Test
    void if_all_records_are_broken_none_is_skipped_until_somebody_says_that_they_are() {
        projector.close();
        int broken = 150;
        for (int record = 0; record < broken; record++) {
            publisher.publishBytes(Topic.SCAN_OUTCOMES, "all broken", "no Avro".getBytes(UTF_8));
        }
        publisher.publish(
                outcome("all broken", "gate-1", "all broken", Verdict.SYNCED).build());
        publisher.flush();

        projector = RunningProjector.start(servers, servers.database());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                projector.get("/actuator/health/projection").text())
                        .contains("100 records in a row, and now gatesync.scan-outcomes-")
                        .contains("None of them is skipped from here on"));
        assertThat(projector.isReady()).isFalse();
        assertThat(deadLettersOf("all broken")).isEmpty();

        projector.close();
        projector = RunningProjector.start(
                servers, servers.database(), "gatesync.projector.dead-letters-in-a-row=" + broken);
        CaughtUp.awaitAll(servers, tables.jdbc());
        assertThat(logged("all broken")).isEqualTo(1);
        assertThat(deadLettersOf("all broken")).hasSize(broken);
        assertThat(projector.get("/actuator/prometheus").text())
                .contains("gatesync_projector_dead_letters_total " + broken + ".0");
    }

    @Test
    void a_row_that_the_database_refuses_goes_to_the_dead_letters_and_the_rest_to_the_tables() {
        projector.close(); // So that all these records are in one batch.
        Festival festival = new Festival(publisher, "refused", 300, 8).load();
        publisher.publishBytes(Topic.SCAN_OUTCOMES, "refused", "no Avro".getBytes(UTF_8));
        publisher.publishBytes(Topic.SCAN_OUTCOMES, "refused", new byte[LARGEST_RECORD_OF_A_PRODUCER]);
        String tooLong = "x".repeat(256);
        publisher.publish(outcome("refused", tooLong, "A", Verdict.SYNCED).build());
        publisher.publish(outcome("refused", "NUL \u0000", "B", Verdict.SYNCED).build());
        publisher.publish(ticket("refused", tooLong));
        publisher.publish(outcome("refused", "gate-1", "C", Verdict.SYNCED)
                .setScannedAt(Instant.ofEpochMilli(Long.MAX_VALUE))
                .build());
        // Each fits its column, but together they do not fit the index over them.
        publisher.publish(outcome(incompressible(1), incompressible(2), incompressible(3), Verdict.TICKET_NOT_FOUND)
                .build());
        festival.upload(10);

        projector = RunningProjector.start(servers, servers.database());
        CaughtUp.awaitAll(servers, tables.jdbc());

        assertThat(logged("refused")).isEqualTo(10 * 50);
        assertThat(deadLettersOf(null))
                .extracting(letter -> header(letter, DeadLetter.REASON))
                .anySatisfy(reason -> assertThat(reason).contains("value too long for type character varying(255)"))
                .anySatisfy(reason -> assertThat(reason).contains("invalid byte sequence"))
                .anySatisfy(reason -> assertThat(reason).contains("timestamp out of range"))
                .anySatisfy(reason -> assertThat(reason).contains("exceeds btree"));
        assertThat(deadLettersOf(null))
                .extracting(letter -> header(letter, DeadLetter.SOURCE))
                .as("each is sent once, also where its batch is halved")
                .doesNotHaveDuplicates();
        assertThat(tables.jdbc()
                        .queryForObject(
                                "select count(*) from sync_sessions where event_id = 'refused' and status = 'completed'",
                                Integer.class))
                .isEqualTo(10);
        await().atMost(PATIENCE).until(projector::isReady);
    }

    private static String incompressible(long seed) {
        return new Random(seed)
                .ints(255, 0x10000, 0x10FFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private int logged(String event) {
        return tables.jdbc()
                .queryForObject("select count(*) from device_scan_logs where event_id = ?", Integer.class, event);
    }

    private static String header(ConsumerRecord<?, ?> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }

    private List<ConsumerRecord<byte[], byte[]>> deadLettersOf(String key) {
        Map<String, Object> properties =
                Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.DEAD_LETTERS.topicName()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(letters::add);
            }
            return letters.stream()
                    .filter(letter -> key == null || key.equals(new String(letter.key(), UTF_8)))
                    .toList();
        }
    }
}
