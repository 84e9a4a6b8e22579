package io.gatesync.gateway.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.gatesync.gateway.input.Scan;
import io.gatesync.gateway.input.Upload;
import io.gatesync.schemas.ScanDecided;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The answer to an upload.
 *
 * @param status 200 if every scan has its verdict, else 202
 * @param results in the order of the upload
 * @param syncedAt when it was answered
 * @param clockAheadMs how far the device's clock is ahead, in milliseconds; null if the upload did not say when it was sent
 */
@JsonNaming(SnakeCaseStrategy.class)
public record SyncAnswer(
        int status,
        String message,
        Summary summary,
        List<ScanAnswer> results,
        long syncSessionId,
        String syncedAt,
        @JsonInclude(Include.NON_NULL) @Nullable Long clockAheadMs) {

    /**
     * The answer to an upload.
     *
     * @param outcomes one for each scan; empty if it is not decided yet
     */
    public static SyncAnswer of(
            Upload.Batch batch, List<Optional<ScanDecided>> outcomes, long syncSessionId, Instant now) {
        List<Scan> scans = batch.scans();
        List<ScanAnswer> results = new ArrayList<>(scans.size());
        for (int i = 0; i < scans.size(); i++) {
            results.add(ScanAnswer.of(scans.get(i), outcomes.get(i)));
        }
        Summary summary = Summary.of(results);
        boolean decided = summary.pending() == 0;
        return new SyncAnswer(
                decided ? 200 : 202,
                decided ? "Sync completed" : "Sync in progress",
                summary,
                results,
                syncSessionId,
                AppTime.format(now),
                batch.clockAhead().map(Duration::toMillis).orElse(null));
    }
}
