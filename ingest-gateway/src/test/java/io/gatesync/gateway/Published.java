package io.gatesync.gateway;

import io.gatesync.messaging.KafkaClientProperties;
import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.RecordPosition;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.UndecodableRecordException;
import io.gatesync.schemas.DeviceChanged;
import io.gatesync.schemas.DeviceLoggedIn;
import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.LoginAttempted;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.testing.Servers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The records in Kafka, read anew each time, up to where they end at that moment. */
final class Published {
    private final Map<String, Object> properties;

    Published(Servers servers) {
        properties = KafkaClientProperties.of(servers.bootstrapServers(), servers.registryUrl());
    }

    List<ScanUploaded> scansOf(Device device) {
        return all(Topic.SCANS, ScanUploaded.class).stream()
                .filter(scan -> scan.getEventId().equals(device.eventId()))
                .toList();
    }

    List<TicketChanged> ticketsOf(String eventId) {
        return all(Topic.TICKETS, TicketChanged.class).stream()
                .filter(ticket -> ticket.getEventId().equals(eventId))
                .toList();
    }

    List<EventAccess> event(String eventId) {
        return all(Topic.EVENTS, EventAccess.class).stream()
                .filter(event -> event.getEventId().equals(eventId))
                .toList();
    }

    List<LoginAttempted> loginsAt(String eventId) {
        return all(Topic.LOGIN_ATTEMPTS, LoginAttempted.class).stream()
                .filter(attempt -> attempt.getEventId().equals(eventId))
                .toList();
    }

    /** The devices of an event that are not forgotten, each as it stands last. */
    List<DeviceChanged> devices(String eventId) {
        return latest(Topic.DEVICES, DeviceChanged.class).stream()
                .filter(device -> device.getEventId().equals(eventId))
                .toList();
    }

    /** The phones of an event that hold a device id. */
    List<DeviceLoggedIn> phones(String eventId) {
        return latest(Topic.DEVICE_LOGINS, DeviceLoggedIn.class).stream()
                .filter(login -> login.getEventId().equals(eventId))
                .toList();
    }

    private <T extends SpecificRecord> Collection<T> latest(Topic topic, Class<T> type) {
        Map<String, T> latest = new HashMap<>();
        read(topic, type, (value, record) -> {
            if (value == null) {
                latest.remove(record.key());
            } else {
                latest.put(record.key(), value);
            }
        });
        return latest.values();
    }

    SyncStarted syncAt(RecordPosition place) {
        List<SyncStarted> found = new ArrayList<>();
        read(Topic.SYNC_SESSIONS, SyncStarted.class, (value, record) -> {
            if (record.partition() == place.partition() && record.offset() == place.offset()) {
                found.add(value);
            }
        });
        return found.getFirst();
    }

    int partitions(Topic topic) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.partitionsFor(topic.topicName()).size();
        }
    }

    /** How many records a topic holds. */
    long count(Topic topic) {
        long[] count = {0};
        read(topic, SpecificRecord.class, (value, record) -> count[0]++);
        return count[0];
    }

    private <T extends SpecificRecord> List<T> all(Topic topic, Class<T> type) {
        List<T> values = new ArrayList<>();
        read(topic, type, (value, record) -> values.add(value));
        return values;
    }

    private <T extends SpecificRecord> void read(Topic topic, Class<T> type, RecordSink<T> sink) {
        Map<String, Object> raw = new HashMap<>(properties);
        raw.put("key.deserializer", StringDeserializer.class);
        raw.put("value.deserializer", ByteArrayDeserializer.class);
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(raw);
                RecordDecoder decoder = RecordDecoder.configuredBy(properties)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Consumer<ConsumerRecord<String, byte[]>> take = record -> {
                try {
                    sink.take(
                            record.value() == null
                                    ? null
                                    : decoder.decode(topic, record.headers(), record.value(), type),
                            record);
                } catch (UndecodableRecordException e) {
                    throw new AssertionError(e);
                }
            };
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(take);
            }
        }
    }

    private interface RecordSink<T> {
        void take(T value, ConsumerRecord<String, byte[]> record);
    }
}
