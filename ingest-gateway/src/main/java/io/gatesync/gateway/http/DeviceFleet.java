package io.gatesync.gateway.http;

import io.gatesync.gateway.publish.Devices;
import io.gatesync.schemas.DeviceChanged;
import io.gatesync.service.events.KnownDevices;
import java.time.Duration;
import java.util.Optional;

/** The devices of all events. What is changed at one gateway is known there at once, and at the others within a second. */
public final class DeviceFleet {
    private final KnownDevices known;
    private final Devices devices;
    private final Phones phones;
    private final Duration timeout;

    /** @param timeout for reading the latest devices, before it is said that they are not known */
    public DeviceFleet(KnownDevices known, Devices devices, Phones phones, Duration timeout) {
        this.known = known;
        this.devices = devices;
        this.phones = phones;
        this.timeout = timeout;
    }

    /** A device as it stands, also where another gateway has changed it a moment ago. */
    Optional<DeviceChanged> latest(String eventId, String deviceId) {
        known.refresh(timeout);
        return known.find(eventId, deviceId);
    }

    /** Whether a device is cut off, as far as this gateway knows. */
    boolean isRevoked(String eventId, String deviceId) {
        return known.isRevoked(eventId, deviceId);
    }

    /** Returns when Kafka has acknowledged the change, and this gateway goes by it. */
    void publish(DeviceChanged device) {
        devices.publish(device);
        known.refresh(timeout);
    }

    /** Forgets the devices of an event that has ended. */
    void forgetAllOf(String eventId) {
        known.refresh(timeout);
        devices.forget(known.of(eventId), phones.of(eventId));
    }
}
