package io.gatesync.gateway.answer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The answer to a single online scan: its verdict, and when it was answered.
 *
 * @param scan its fields stand beside {@code synced_at}
 */
@JsonNaming(SnakeCaseStrategy.class)
public record VerifyAnswer(@JsonUnwrapped ScanAnswer scan, String syncedAt) {

    public static VerifyAnswer of(ScanAnswer scan, Instant now) {
        return new VerifyAnswer(scan, AppTime.format(now));
    }
}
