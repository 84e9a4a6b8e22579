package io.gatesync.projector.changes;

import io.gatesync.schemas.DeviceChanged;
import io.gatesync.schemas.DeviceState;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A device of an event as it stands.
 *
 * @param name what the staff call it
 * @param gate where it is meant to be
 * @param state active or revoked
 * @param changedAt by the gateway's clock
 */
public record OfflineDevice(
        Key key, @Nullable String name, @Nullable String gate, String state, Instant changedAt) {

    /** Which device. Has an order, so that all writers lock devices in the same one. */
    public record Key(String eventId, String deviceId) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::eventId).thenComparing(Key::deviceId);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    static OfflineDevice of(DeviceChanged device) {
        return new OfflineDevice(
                new Key(device.getEventId(), device.getDeviceId()),
                device.getName(),
                device.getGate(),
                state(device.getState()),
                device.getChangedAt());
    }

    private static String state(DeviceState state) {
        return switch (state) {
            case ACTIVE -> "active";
            case REVOKED -> "revoked";
            case OTHER -> throw new IllegalArgumentException("No table shows a state that this version does not know");
        };
    }
}
