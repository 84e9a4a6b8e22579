package io.gatesync.gateway.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.gatesync.access.Tokens;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The answer to a device that has logged in.
 *
 * @param expiresAt ISO 8601, UTC
 * @param expiresIn seconds
 * @param sessionToken the token again, for an app that sends it in its uploads and knows no header
 */
@JsonNaming(SnakeCaseStrategy.class)
public record DeviceLoginAnswer(
        boolean success,
        String token,
        String tokenType,
        String expiresAt,
        long expiresIn,
        String sessionToken,
        String deviceId,
        String role,
        Event event) {

    /** The event that it is at. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Event(
            String eventId,
            String name,
            @Schema(allowableValues = {"open", "closed"}) String state,
            @JsonInclude(Include.NON_NULL) @Nullable String codePattern,
            boolean codeCaseMatters) {}

    public static DeviceLoginAnswer of(Tokens.Issued issued, Instant now, Event event) {
        return new DeviceLoginAnswer(
                true,
                issued.token(),
                "Bearer",
                issued.expiresAt().toString(),
                Duration.between(now, issued.expiresAt()).toSeconds(),
                issued.token(),
                issued.caller().name(),
                issued.caller().role().written(),
                event);
    }
}
