package io.gatesync.gateway.publish;

import io.gatesync.messaging.DeviceKey;
import io.gatesync.messaging.Topic;
import io.gatesync.schemas.DeviceChanged;
import io.gatesync.schemas.DeviceLoggedIn;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes what becomes of devices, and which phone is which. */
public final class Devices {
    private static final int MAX_IN_FLIGHT = 1_000;

    private final RecordProducer producer;

    public Devices(RecordProducer producer) {
        this.producer = producer;
    }

    /**
     * Publishes a device's new state; returns when Kafka has acknowledged it.
     *
     * @throws NotPublishedException if Kafka did not acknowledge it
     */
    public void publish(DeviceChanged device) {
        producer.send(new ProducerRecord<>(
                Topic.DEVICES.topicName(), null, device.getChangedAt().toEpochMilli(), key(device), device));
    }

    /**
     * Publishes that a phone has logged in; returns when Kafka has acknowledged it.
     *
     * @throws NotPublishedException if Kafka did not acknowledge it
     */
    public void publish(DeviceLoggedIn login) {
        producer.send(new ProducerRecord<>(
                Topic.DEVICE_LOGINS.topicName(), null, login.getLoggedInAt().toEpochMilli(), key(login), login));
    }

    /**
     * Publishes that no phone holds this device id any more; returns when Kafka has acknowledged it.
     *
     * @throws NotPublishedException if Kafka did not acknowledge it
     */
    public void release(String eventId, String deviceId) {
        producer.send(forgotten(Topic.DEVICE_LOGINS, DeviceKey.of(eventId, deviceId)));
    }

    /**
     * Publishes that these devices and their phones are forgotten, because their event has ended.
     *
     * @throws NotPublishedException if Kafka did not acknowledge it of all
     */
    public void forget(List<DeviceChanged> devices, List<DeviceLoggedIn> logins) {
        RecordGroup group = producer.group(MAX_IN_FLIGHT);
        devices.forEach(device -> group.send(forgotten(Topic.DEVICES, key(device))));
        logins.forEach(login -> group.send(forgotten(Topic.DEVICE_LOGINS, key(login))));
        group.awaitAcknowledged();
    }

    private static ProducerRecord<String, SpecificRecord> forgotten(Topic topic, String key) {
        return new ProducerRecord<>(topic.topicName(), key, null);
    }

    private static String key(DeviceChanged device) {
        return DeviceKey.of(device.getEventId(), device.getDeviceId());
    }

    private static String key(DeviceLoggedIn login) {
        return DeviceKey.of(login.getEventId(), login.getDeviceId());
    }
}
