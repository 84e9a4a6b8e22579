package io.gatesync.gateway.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.gatesync.gateway.input.Upload;
import io.gatesync.schemas.ScanDecided;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The answer to a single scan that was made online.
 *
 * @param scan the verdict; its fields stand beside {@code synced_at}
 * @param clockAheadMs how far the device's clock is ahead, in milliseconds; null if the device did not say when it asked
 */
@JsonNaming(SnakeCaseStrategy.class)
public record VerifyAnswer(
        @JsonUnwrapped ScanAnswer scan,
        String syncedAt,
        @JsonInclude(Include.NON_NULL) @Nullable Long clockAheadMs) {

    public static VerifyAnswer of(Upload.SingleScan single, Optional<ScanDecided> outcome, Instant now) {
        return new VerifyAnswer(
                ScanAnswer.of(single.scan(), outcome),
                AppTime.format(now),
                single.clockAhead().map(Duration::toMillis).orElse(null));
    }
}
