package io.gatesync.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a file of a phone's scans.
 *
 * @param results one for each scan, in the order of the file
 */
public record RescueAnswer(List<Result> results) {

    /**
     * What became of one scan.
     *
     * @param message the verdict in words
     * @param replayed whether the server had the scan before, and this is the verdict that it had
     * @param scannedBy on which device the holder came in first; null where the verdict names none
     * @param scannedAtMs when, by that device's clock; null where the verdict names none
     */
    public record Result(
            SyncStatus syncStatus,
            String message,
            boolean replayed,
            @Nullable String scannedBy,
            @Nullable Long scannedAtMs) {}
}
