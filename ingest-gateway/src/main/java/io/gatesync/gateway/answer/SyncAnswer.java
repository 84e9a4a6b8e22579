package io.gatesync.gateway.answer;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The answer to an upload.
 *
 * @param status 200 if every scan has its verdict, else 202
 * @param results in the order of the upload
 * @param syncedAt when it was answered
 */
@JsonNaming(SnakeCaseStrategy.class)
public record SyncAnswer(
        int status, String message, Summary summary, List<ScanAnswer> results, long syncSessionId, String syncedAt) {

    public static SyncAnswer of(List<ScanAnswer> results, long syncSessionId, Instant now) {
        Summary summary = Summary.of(results);
        boolean decided = summary.pending() == 0;
        return new SyncAnswer(
                decided ? 200 : 202,
                decided ? "Sync completed" : "Sync in progress",
                summary,
                results,
                syncSessionId,
                AppTime.format(now));
    }
}
