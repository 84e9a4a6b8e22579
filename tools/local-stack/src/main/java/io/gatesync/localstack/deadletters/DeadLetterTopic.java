package io.gatesync.localstack.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.gatesync.messaging.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The dead letters of a Kafka cluster. A letter is known by the place where its record was read: two services may complain of
 * the same record, and one may do so twice, but the record is put back only once. That it was stands in the topic as well, as
 * a record without value that names the place, written in one transaction with the record itself.
 */
public final class DeadLetterTopic {
    /** The header of the record that says that the record from this place was put back. */
    static final String RESENT = "gatesync-dead-letter-resent";

    /** Also keeps a second one from putting the same letters back at the same time: the first fails. */
    private static final String TRANSACTIONAL_ID = "gatesync-dead-letters-resend";

    private static final String TOPIC = Topic.DEAD_LETTERS.topicName();
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int TIMEOUT_MILLIS = 10_000;

    private final String bootstrapServers;

    /** @param bootstrapServers of Kafka */
    public DeadLetterTopic(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** All that is in the topic: the letters, and the places whose records were put back. */
    private record Contents(List<ConsumerRecord<byte[], byte[]>> letters, Set<String> resent) {}

    /**
     * The letters, in the order in which they came within their partition.
     *
     * @param wanted tells by the source which are listed
     * @throws KafkaException if Kafka does not answer
     */
    public List<Letter> list(Predicate<String> wanted) {
        Contents contents = read();
        return contents.letters().stream()
                .filter(letter -> wanted.test(Letter.source(letter)))
                .map(letter -> Letter.of(letter, contents.resent().contains(Letter.source(letter))))
                .toList();
    }

    /**
     * Puts records back into their topics, as they were: all or, if Kafka fails, none. One that was put back before is left
     * out, and one that does not say where it was read.
     *
     * @param wanted tells by the source which are put back
     * @return the sources of the records that were put back now
     * @throws KafkaException if Kafka does not answer
     */
    public Set<String> resend(Predicate<String> wanted) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            // First, so that whoever began to resend before has ended, and is seen.
            producer.initTransactions();
            Contents contents = read();
            Map<String, ConsumerRecord<byte[], byte[]>> open = new LinkedHashMap<>();
            contents.letters().stream()
                    .filter(letter -> wanted.test(Letter.source(letter)))
                    .filter(letter -> !contents.resent().contains(Letter.source(letter)))
                    .forEach(letter -> open.putIfAbsent(Letter.source(letter), letter));
            Set<String> resent = new TreeSet<>();
            producer.beginTransaction();
            open.forEach((source, letter) -> Letter.original(letter).ifPresent(original -> {
                send(producer, original);
                send(producer, note(letter, source));
                resent.add(source);
            }));
            producer.commitTransaction();
            return resent;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The commit fails if a record was not written.
    private static void send(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        producer.send(record);
    }

    private static ProducerRecord<byte[], byte[]> note(ConsumerRecord<byte[], byte[]> letter, String source) {
        ProducerRecord<byte[], byte[]> note = new ProducerRecord<>(TOPIC, letter.partition(), letter.key(), null);
        note.headers().add(RESENT, source.getBytes(UTF_8));
        return note;
    }

    private Contents read() {
        Contents contents = new Contents(new ArrayList<>(), new TreeSet<>());
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = Optional.ofNullable(
                            consumer.listTopics().get(TOPIC))
                    .stream()
                    .flatMap(List::stream)
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            while (!ends.isEmpty()) {
                ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
                if (!ends.isEmpty()) {
                    consumer.poll(POLL).forEach(record -> add(record, contents));
                }
            }
        }
        return contents;
    }

    private static void add(ConsumerRecord<byte[], byte[]> record, Contents contents) {
        Header resent = record.headers().lastHeader(RESENT);
        if (resent == null) {
            contents.letters().add(record);
        } else {
            contents.resent().add(new String(requireNonNull(resent.value()), UTF_8));
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MILLIS,
                        // The largest record that Kafka takes: it is not this command that refuses it.
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.MAX_VALUE),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
