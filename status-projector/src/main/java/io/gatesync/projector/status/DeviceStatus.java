package io.gatesync.projector.status;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A device's status, as the scanner app reads it.
 *
 * @param totalScans tickets that this device admitted
 * @param pendingScans scans of this device that failed
 * @param lastSync the latest upload by start, or null
 */
@JsonNaming(SnakeCaseStrategy.class)
record DeviceStatus(
        int status,
        String eventId,
        String deviceId,
        long totalScans,
        long pendingScans,
        @Nullable LastSync lastSync,
        String timestamp) {

    @JsonNaming(SnakeCaseStrategy.class)
    record LastSync(
            long sessionId,
            int scansUploaded,
            int scansSuccessful,
            int scansFailed,
            int scansDuplicate,
            int scansConflict,
            int scansReplayed,
            String startedAt,
            @Nullable String completedAt,
            String status) {}
}
