package io.gatesync.guarantees;

import io.gatesync.messaging.KafkaClientProperties;
import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.RecordPosition;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.UndecodableRecordException;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.TicketChanged;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a guarantee all events that stand committed in the topics now, from their beginning. */
public final class TopicReader {
    private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final List<Topic> TOPICS =
            List.of(Topic.TICKETS, Topic.SYNC_SESSIONS, Topic.SCANS, Topic.SCAN_OUTCOMES);

    private TopicReader() {}

    /** Reads tickets, uploads, scans and outcomes to their present ends. What is no event is passed over. */
    public static void showAll(Guarantee guarantee, String bootstrapServers, String registryUrl) {
        Map<String, Object> properties = KafkaClientProperties.of(bootstrapServers, registryUrl);
        try (RecordDecoder decoder = RecordDecoder.configuredBy(properties);
                KafkaConsumer<byte[], byte[]> consumer = committedReader(properties)) {
            List<TopicPartition> partitions = TOPICS.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(POLL).forEach(committed -> show(guarantee, decoder, committed));
            }
        }
    }

    private static KafkaConsumer<byte[], byte[]> committedReader(Map<String, Object> properties) {
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static void show(Guarantee guarantee, RecordDecoder decoder, ConsumerRecord<byte[], byte[]> committed) {
        Topic topic = Stream.of(Topic.values())
                .filter(candidate -> candidate.topicName().equals(committed.topic()))
                .findFirst()
                .orElseThrow();
        SpecificRecord event;
        try {
            event = decoder.decode(topic, committed.headers(), committed.value(), SpecificRecord.class);
        } catch (UndecodableRecordException e) {
            LOG.info(
                    "passed over {}-{}@{}: {}",
                    committed.topic(),
                    committed.partition(),
                    committed.offset(),
                    e.getMessage());
            return;
        }
        switch (event) {
            case TicketChanged change -> guarantee.onTicketChanged(change);
            case SyncStarted sync ->
                guarantee.onSyncStarted(new RecordPosition(committed.partition(), committed.offset()), sync);
            case ScanUploaded scan -> guarantee.onUploaded(scan);
            case ScanDecided outcome -> guarantee.onDecided(outcome);
            default -> throw new IllegalStateException("unexpected " + event);
        }
    }
}
