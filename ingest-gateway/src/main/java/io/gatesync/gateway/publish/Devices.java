package io.gatesync.gateway.publish;

import io.gatesync.messaging.DeviceKey;
import io.gatesync.messaging.Topic;
import io.gatesync.schemas.DeviceChanged;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes what becomes of devices. */
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
     * Publishes that these devices are forgotten, because their event has ended.
     *
     * @throws NotPublishedException if Kafka did not acknowledge it of all
     */
    public void forget(List<DeviceChanged> devices) {
        RecordGroup group = producer.group(MAX_IN_FLIGHT);
        for (DeviceChanged device : devices) {
            group.send(new ProducerRecord<String, SpecificRecord>(Topic.DEVICES.topicName(), key(device), null));
        }
        group.awaitAcknowledged();
    }

    private static String key(DeviceChanged device) {
        return DeviceKey.of(device.getEventId(), device.getDeviceId());
    }
}
