package io.gatesync.gateway.answer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.gatesync.gateway.input.Scan;
import io.gatesync.schemas.ScanDecided;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The answer to a single scan that was made online.
 *
 * @param scan the verdict; its fields stand beside {@code synced_at}
 */
@JsonNaming(SnakeCaseStrategy.class)
public record VerifyAnswer(@JsonUnwrapped ScanAnswer scan, String syncedAt) {

    public static VerifyAnswer of(Scan scan, Optional<ScanDecided> outcome, Instant now) {
        return new VerifyAnswer(ScanAnswer.of(scan, outcome), AppTime.format(now));
    }
}
