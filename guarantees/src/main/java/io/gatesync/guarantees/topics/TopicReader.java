package io.gatesync.guarantees.topics;

import io.gatesync.messaging.KafkaClientProperties;
import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.RecordPosition;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.UndecodableRecordException;
import io.gatesync.schemas.DeviceChanged;
import io.gatesync.schemas.DeviceLoggedIn;
import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.LoginAttempted;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.TicketChanged;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Shows an observer the committed events, tickets, uploads, scans, outcomes, devices and attempts to log in, from the beginning of the topics. Each call reads
 * on where the one before has ended. For one thread at a time; after an exception it cannot be used any more.
 */
public final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Map<String, Topic> TOPICS = Stream.of(
                    Topic.EVENTS,
                    Topic.TICKETS,
                    Topic.SYNC_SESSIONS,
                    Topic.SCANS,
                    Topic.SCAN_OUTCOMES,
                    Topic.LOGIN_ATTEMPTS,
                    Topic.DEVICES,
                    Topic.DEVICE_LOGINS)
            .collect(Collectors.toMap(Topic::topicName, Function.identity()));

    private final TopicObserver observer;
    private final RecordDecoder decoder;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    /** Reads nothing yet. The topics have to be there. */
    public TopicReader(TopicObserver observer, String bootstrapServers, String registryUrl) {
        Map<String, Object> properties = KafkaClientProperties.of(bootstrapServers, registryUrl);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.observer = observer;
        this.decoder = RecordDecoder.configuredBy(properties);
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.partitions = TOPICS.keySet().stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
    }

    /** Shows everything that is committed now. */
    public static void showAll(TopicObserver observer, String bootstrapServers, String registryUrl) {
        try (TopicReader reader = new TopicReader(observer, bootstrapServers, registryUrl)) {
            reader.readOn();
        }
    }

    /** Shows what is committed now and was not shown before. */
    public void readOn() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(this::show);
        }
    }

    private void show(ConsumerRecord<byte[], byte[]> committed) {
        Topic topic = Objects.requireNonNull(TOPICS.get(committed.topic()));
        RecordPosition position = new RecordPosition(committed.partition(), committed.offset());
        if (committed.value() == null && topic.key() == Topic.Key.DEVICE) {
            return; // The device is forgotten, because its event has ended, or its id was released.
        }
        SpecificRecord record;
        try {
            record = decoder.decode(topic, committed.headers(), committed.value(), SpecificRecord.class);
        } catch (UndecodableRecordException e) {
            observer.onUndecodable(topic, position, String.valueOf(e.getMessage()));
            return;
        }
        switch (record) {
            case EventAccess event -> observer.onEventChanged(event);
            case TicketChanged change -> observer.onTicketChanged(change);
            case SyncStarted sync -> observer.onSyncStarted(position, sync);
            case ScanUploaded scan -> observer.onUploaded(scan);
            case ScanDecided outcome -> observer.onDecided(outcome);
            case DeviceChanged device -> observer.onDeviceChanged(device);
            case DeviceLoggedIn login -> observer.onDeviceLoggedIn(login);
            case LoginAttempted attempt -> observer.onLoginAttempted(position, attempt);
            default -> throw new IllegalStateException("Unexpected record in " + committed.topic() + ": " + record);
        }
    }

    @Override
    public void close() {
        consumer.close();
        decoder.close();
    }
}
