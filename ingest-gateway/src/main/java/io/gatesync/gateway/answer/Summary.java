package io.gatesync.gateway.answer;

import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The number of scans of an upload, by verdict; together they are all of the upload.
 *
 * @param failed failed scans and conflicts, because the app counts them together
 * @param conflicts the conflicts among them
 * @param replayed scans that were sent again, and are not counted with their verdict again
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Summary(
        int totalUploaded, int successful, int duplicates, int failed, int conflicts, int pending, int replayed) {

    static Summary of(List<ScanAnswer> results) {
        int synced = 0;
        int duplicates = 0;
        int conflicts = 0;
        int failed = 0;
        int pending = 0;
        int replayed = 0;
        for (ScanAnswer result : results) {
            if (result.common().replayed()) {
                replayed++;
                continue;
            }
            switch (result) {
                case ScanAnswer.Synced any -> synced++;
                case ScanAnswer.Duplicate any -> duplicates++;
                case ScanAnswer.Conflict any -> conflicts++;
                case ScanAnswer.Failed any -> failed++;
                case ScanAnswer.Pending any -> pending++;
            }
        }
        return new Summary(results.size(), synced, duplicates, failed + conflicts, conflicts, pending, replayed);
    }
}
