package io.gatesync.projector;

import io.gatesync.messaging.DeviceKey;
import io.gatesync.messaging.KafkaClientProperties;
import io.gatesync.messaging.RecordPosition;
import io.gatesync.messaging.Topic;
import io.gatesync.schemas.DeviceChanged;
import io.gatesync.schemas.DeviceLoggedIn;
import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.LoginAttempted;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.setup.Provision;
import io.gatesync.testing.Servers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes what the gateway and the processor would. */
public final class RecordPublisher implements AutoCloseable {
    private final KafkaProducer<String, SpecificRecord> records;
    private final KafkaProducer<String, byte[]> bytes;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();
    private boolean inTransaction;

    /** Provisions the topics and the schemas, too. */
    public RecordPublisher(Servers servers) {
        this(servers, Map.of());
    }

    /** One that publishes all records up to {@link #flush()} in a transaction, as the processor does. */
    public static RecordPublisher inTransactions(Servers servers) {
        RecordPublisher publisher =
                new RecordPublisher(servers, Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "a processor"));
        publisher.records.initTransactions();
        publisher.records.beginTransaction();
        publisher.inTransaction = true;
        return publisher;
    }

    private RecordPublisher(Servers servers, Map<String, Object> recordProperties) {
        Provision.onOneMachine(servers.bootstrapServers(), servers.registryUrl())
                .run();
        Map<String, Object> properties = KafkaClientProperties.of(servers.bootstrapServers(), servers.registryUrl());
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        Map<String, Object> forRecords = new HashMap<>(properties);
        forRecords.putAll(recordProperties);
        records = new KafkaProducer<>(forRecords);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        bytes = new KafkaProducer<>(properties);
    }

    public void publish(EventAccess event) {
        sent.add(records.send(new ProducerRecord<>(Topic.EVENTS.topicName(), event.getEventId(), event)));
    }

    public void publish(TicketChanged ticket) {
        sent.add(records.send(new ProducerRecord<>(Topic.TICKETS.topicName(), ticket.getQrcode(), ticket)));
    }

    public void publish(ScanDecided outcome) {
        sent.add(records.send(new ProducerRecord<>(Topic.SCAN_OUTCOMES.topicName(), outcome.getQrcode(), outcome)));
    }

    public void publish(DeviceChanged device) {
        sent.add(records.send(new ProducerRecord<>(
                Topic.DEVICES.topicName(), DeviceKey.of(device.getEventId(), device.getDeviceId()), device)));
    }

    public void publish(DeviceLoggedIn login) {
        sent.add(records.send(new ProducerRecord<>(
                Topic.DEVICE_LOGINS.topicName(), DeviceKey.of(login.getEventId(), login.getDeviceId()), login)));
    }

    /** Forgets a device, as when its event has ended. */
    public void forget(String eventId, String deviceId) {
        sent.add(records.send(new ProducerRecord<>(Topic.DEVICES.topicName(), DeviceKey.of(eventId, deviceId), null)));
    }

    public void publish(LoginAttempted attempt) {
        sent.add(records.send(new ProducerRecord<>(Topic.LOGIN_ATTEMPTS.topicName(), attempt.getEventId(), attempt)));
    }

    /** Announces an upload and answers its id, as the gateway does. */
    public RecordPosition publish(SyncStarted sync) {
        RecordMetadata at =
                done(records.send(new ProducerRecord<>(Topic.SYNC_SESSIONS.topicName(), sync.getSessionToken(), sync)));
        return new RecordPosition(at.partition(), at.offset());
    }

    /** Publishes what no service would. */
    public RecordMetadata publishBytes(Topic topic, String key, byte[] value) {
        return done(bytes.send(new ProducerRecord<>(topic.topicName(), key, value)));
    }

    /** Returns when Kafka has everything. */
    public void flush() {
        if (inTransaction) {
            records.commitTransaction();
            records.beginTransaction();
        }
        sent.forEach(RecordPublisher::done);
        sent.clear();
    }

    private static RecordMetadata done(Future<RecordMetadata> sent) {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (inTransaction) {
            records.abortTransaction();
        }
        records.close();
        bytes.close();
    }
}
