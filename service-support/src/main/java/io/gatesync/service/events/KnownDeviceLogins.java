package io.gatesync.service.events;

import io.gatesync.messaging.DeviceKey;
import io.gatesync.messaging.Topic;
import io.gatesync.schemas.DeviceLoggedIn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which phone is which device, read from {@code gatesync.device-logins} and kept up to date while the service runs. The first phone
 * that takes a device id holds it until it is released; each gateway reads so from the order in Kafka.
 */
public final class KnownDeviceLogins extends LatestRecords<DeviceLoggedIn> {
    private static final Source<DeviceLoggedIn> SOURCE = new Source<>(
            Topic.DEVICE_LOGINS,
            DeviceLoggedIn.class,
            "logins of devices",
            "Phones that have logged in stay so; others are answered 503 when they log in");

    /**
     * Logins that are read with these properties of a Kafka consumer.
     *
     * @param clientId of its consumer, by which metrics tell it from others
     * @param retry how long to wait after a failure
     */
    public KnownDeviceLogins(Map<String, Object> consumerProperties, String clientId, Duration retry) {
        super(consumerProperties, clientId, SOURCE, retry);
    }

    @Override
    boolean replaces(DeviceLoggedIn next, DeviceLoggedIn known) {
        return next.getHolder().equals(known.getHolder());
    }

    /** The last login of the phone that holds a device id; empty if none does, as far as it is known. */
    public Optional<DeviceLoggedIn> find(String eventId, String deviceId) {
        return latest(DeviceKey.of(eventId, deviceId));
    }

    /**
     * Whether another phone than this holds a device id.
     *
     * @throws NotReadException if the logins were never read since the start
     */
    public boolean isHeldByAnother(String eventId, String deviceId, String holder) {
        requireRead();
        return find(eventId, deviceId)
                .filter(login -> !login.getHolder().equals(holder))
                .isPresent();
    }

    /** The devices of an event whose ids are held, as they are known now. */
    public List<DeviceLoggedIn> of(String eventId) {
        return all().stream()
                .filter(login -> login.getEventId().equals(eventId))
                .toList();
    }
}
