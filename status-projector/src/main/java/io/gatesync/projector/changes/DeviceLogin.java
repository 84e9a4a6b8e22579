package io.gatesync.projector.changes;

import io.gatesync.schemas.DeviceLoggedIn;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last login of a device's phone.
 *
 * @param name what its user calls it
 * @param gate where it was
 * @param loggedInAt by the gateway's clock
 */
public record DeviceLogin(
        OfflineDevice.Key key,
        @Nullable String name,
        @Nullable String gate,
        Instant loggedInAt) {

    static DeviceLogin of(DeviceLoggedIn login) {
        return new DeviceLogin(
                new OfflineDevice.Key(login.getEventId(), login.getDeviceId()),
                login.getName(),
                login.getGate(),
                login.getLoggedInAt());
    }
}
