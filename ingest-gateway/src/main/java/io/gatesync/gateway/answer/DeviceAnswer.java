package io.gatesync.gateway.answer;

import io.gatesync.schemas.DeviceChanged;
import io.gatesync.schemas.DeviceState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The answer to a change of a device: how it stands now.
 *
 * @param state active or revoked
 */
@JsonNaming(SnakeCaseStrategy.class)
public record DeviceAnswer(
        String eventId,
        String deviceId,
        @Nullable String name,
        @Nullable String gate,
        @Schema(allowableValues = {"active", "revoked"}) String state,
        Instant changedAt) {

    public static DeviceAnswer of(DeviceChanged device) {
        return new DeviceAnswer(
                device.getEventId(),
                device.getDeviceId(),
                device.getName(),
                device.getGate(),
                device.getState() == DeviceState.ACTIVE ? "active" : "revoked",
                device.getChangedAt());
    }
}
