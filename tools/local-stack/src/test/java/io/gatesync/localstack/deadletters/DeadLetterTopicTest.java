package io.gatesync.localstack.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.gatesync.messaging.DeadLetter;
import io.gatesync.messaging.Topic;
import io.gatesync.servers.Distribution;
import io.gatesync.servers.KafkaServer;
import io.gatesync.servers.Ports;
import io.gatesync.setup.Provision;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Letters as the services write them, in a real Kafka. */
@Tag("servers")
class DeadLetterTopicTest {
    private static final long WRITTEN_AT = Instant.parse("2026-06-01T18:00:00Z").toEpochMilli();
    private static final byte[] GARBAGE = {0, 1, 2, (byte) 0xFF};

    @TempDir
    private static Path folder;

    private static KafkaServer kafka;
    private static KafkaProducer<byte[], byte[]> producer;

    private final DeadLetterTopic letters = new DeadLetterTopic(kafka.bootstrapServers());

    @BeforeAll
    static void start() {
        kafka = new KafkaServer(
                Distribution.ofSystemProperty(),
                new KafkaServer.Config(folder, Ports.free(), Ports.free(), List.of("-Xmx256m")));
        kafka.start();
        new Provision(kafka.bootstrapServers(), "http://127.0.0.1:9", 3, 1, Map.of()).provisionTopics();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @AfterAll
    static void stop() {
        producer.close();
        kafka.close();
    }

    @Test
    void a_letter_is_listed_and_its_record_put_back_as_it_was_once() throws Exception {
        ConsumerRecord<byte[], byte[]> scan = written(Topic.SCAN_OUTCOMES, "T-1");
        String source = bury(scan, "scan-processor", "not in the Confluent wire format");
        // Another service reads the same record, and a crash makes it say so twice.
        bury(scan, "status-projector", "no Avro");
        bury(scan, "status-projector", "no Avro");

        assertThat(letters.list(source::equals))
                .hasSize(3)
                .contains(new Letter(
                        Instant.ofEpochMilli(WRITTEN_AT),
                        "scan-processor",
                        source,
                        "not in the Confluent wire format",
                        "T-1",
                        false));

        assertThat(letters.resend(source::equals)).containsExactly(source);
        assertThat(letters.resend(source::equals)).isEmpty();

        awaitRecords(Topic.SCAN_OUTCOMES, "T-1", 2);
        assertThat(read(Topic.SCAN_OUTCOMES, "T-1").get(1)).satisfies(again -> {
            assertThat(again.partition()).isEqualTo(scan.partition());
            assertThat(again.timestamp()).isEqualTo(WRITTEN_AT);
            assertThat(again.value()).isEqualTo(GARBAGE);
            assertThat(again.headers()).isEqualTo(scan.headers());
        });
        assertThat(letters.list(source::equals)).hasSize(3).allMatch(Letter::resent);
    }

    /** A committed record can be read a moment after the commit. */
    private static void awaitRecords(Topic topic, String key, int count) {
        await().untilAsserted(() -> assertThat(read(topic, key)).hasSize(count));
    }

    @Test
    void only_the_records_that_are_named_are_put_back() throws Exception {
        String one = bury(written(Topic.TICKETS, "T-2"), "scan-processor", "no Avro");
        String other = bury(written(Topic.TICKETS, "T-3"), "scan-processor", "no Avro");

        assertThat(letters.resend(one::equals)).containsExactly(one);

        awaitRecords(Topic.TICKETS, "T-2", 2);
        assertThat(read(Topic.TICKETS, "T-3")).hasSize(1);
        await().untilAsserted(() -> assertThat(letters.list(List.of(one, other)::contains))
                .extracting(Letter::source, Letter::resent)
                .containsExactlyInAnyOrder(tuple(one, true), tuple(other, false)));
    }

    @Test
    void a_record_that_does_not_say_where_it_came_from_is_listed_and_stays() throws Exception {
        producer.send(new ProducerRecord<>(Topic.DEAD_LETTERS.topicName(), "stray".getBytes(UTF_8), GARBAGE))
                .get();

        assertThat(letters.list("unknown"::equals))
                .singleElement()
                .satisfies(letter -> assertThat(letter.key()).isEqualTo("stray"));
        assertThat(letters.resend("unknown"::equals)).isEmpty();
    }

    private static ConsumerRecord<byte[], byte[]> written(Topic topic, String key) throws Exception {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic.topicName(), null, WRITTEN_AT, key.getBytes(UTF_8), GARBAGE);
        record.headers().add("reply-to", "gateway-1".getBytes(UTF_8));
        RecordMetadata place = producer.send(record).get();
        return read(topic, key).stream()
                .filter(found -> found.offset() == place.offset())
                .findFirst()
                .orElseThrow();
    }

    private static String bury(ConsumerRecord<byte[], byte[]> record, String service, String reason) throws Exception {
        ProducerRecord<byte[], byte[]> letter = DeadLetter.of(record, service, reason);
        producer.send(letter).get();
        return new String(letter.headers().lastHeader(DeadLetter.SOURCE).value(), UTF_8);
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(Topic topic, String key) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records.stream()
                    .filter(record -> Arrays.equals(record.key(), key.getBytes(UTF_8)))
                    .toList();
        }
    }
}
