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
 * The answer to a lead or an organiser who has logged in.
 *
 * @param expiresAt ISO 8601, UTC
 * @param expiresIn seconds
 * @param eventId of a lead
 */
@JsonNaming(SnakeCaseStrategy.class)
public record AccountLoginAnswer(
        String token,
        String tokenType,
        String expiresAt,
        long expiresIn,
        @Schema(allowableValues = {"lead", "organiser"}) String role,
        String name,
        @JsonInclude(Include.NON_NULL) @Nullable String eventId) {

    public static AccountLoginAnswer of(Tokens.Issued issued, Instant now) {
        return new AccountLoginAnswer(
                issued.token(),
                "Bearer",
                issued.expiresAt().toString(),
                Duration.between(now, issued.expiresAt()).toSeconds(),
                issued.caller().role().written(),
                issued.caller().name(),
                issued.caller().eventId().orElse(null));
    }
}
