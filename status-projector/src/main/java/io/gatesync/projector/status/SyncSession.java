package io.gatesync.projector.status;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * One upload, for a client that did not wait for its verdicts.
 *
 * @param state in_progress, completed or failed
 */
@JsonNaming(SnakeCaseStrategy.class)
record SyncSession(
        int status,
        long syncSessionId,
        String eventId,
        String deviceId,
        String state,
        int scansUploaded,
        int scansSuccessful,
        int scansFailed,
        int scansDuplicate,
        int scansConflict,
        int scansReplayed,
        String startedAt,
        @Nullable String completedAt,
        @Nullable String errorMessage) {}
