package io.gatesync.projector.changes;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.schemas.LoginAttempted;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to log in, as the log shows it.
 *
 * @param id computed from the position of the attempt's record
 * @param eventId as it was given; empty where the attempt was at no event
 * @param identifier the name or event id that was given
 * @param deviceId null where the caller did not name a device
 * @param success whether it was let in
 * @param message what it was told
 * @param ipAddress that the attempt came from, as the gateway saw it
 * @param attemptedAt by the gateway's clock
 */
public record LoginLog(
        long id,
        String eventId,
        String identifier,
        @Nullable String deviceId,
        boolean success,
        @Nullable String message,
        @Nullable String ipAddress,
        @Nullable String userAgent,
        Instant attemptedAt) {

    static LoginLog of(RecordPosition position, LoginAttempted attempt) {
        return new LoginLog(
                position.toLong(),
                attempt.getEventId(),
                attempt.getIdentifier(),
                attempt.getDeviceId(),
                attempt.getSuccess(),
                attempt.getMessage(),
                attempt.getIpAddress(),
                attempt.getUserAgent(),
                attempt.getAttemptedAt());
    }
}
