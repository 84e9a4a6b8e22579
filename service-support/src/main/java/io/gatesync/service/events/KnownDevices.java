package io.gatesync.service.events;

import io.gatesync.messaging.DeviceKey;
import io.gatesync.messaging.Topic;
import io.gatesync.schemas.DeviceChanged;
import io.gatesync.schemas.DeviceState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The latest state of every device that somebody has named or cut off, read from {@code gatesync.devices} and kept up to date while
 * the service runs. A device that is not there is like every other: it needs no record to scan.
 */
public final class KnownDevices extends LatestRecords<DeviceChanged> {
    private static final Source<DeviceChanged> SOURCE = new Source<>(
            Topic.DEVICES,
            DeviceChanged.class,
            "devices",
            "Devices stay as they were read before; one that is cut off meanwhile is believed until they are read again");

    /**
     * Devices that are read with these properties of a Kafka consumer.
     *
     * @param clientId of its consumer, by which metrics tell it from others
     * @param retry how long to wait after a failure
     */
    public KnownDevices(Map<String, Object> consumerProperties, String clientId, Duration retry) {
        super(consumerProperties, clientId, SOURCE, retry);
    }

    /** A device as it is known now; empty if nobody has named it or cut it off, as far as it is known. */
    public Optional<DeviceChanged> find(String eventId, String deviceId) {
        return latest(DeviceKey.of(eventId, deviceId));
    }

    /**
     * Whether a device is cut off. A state that this build does not know is no permission.
     *
     * @throws NotReadException if the devices were never read since the start
     */
    public boolean isRevoked(String eventId, String deviceId) {
        requireRead();
        return find(eventId, deviceId)
                .filter(device -> device.getState() != DeviceState.ACTIVE)
                .isPresent();
    }

    /** The devices of an event, as they are known now. */
    public List<DeviceChanged> of(String eventId) {
        return all().stream()
                .filter(device -> device.getEventId().equals(eventId))
                .toList();
    }
}
