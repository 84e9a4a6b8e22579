package io.gatesync.projector.status;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The devices of an event, as their lead sees them. */
@JsonNaming(SnakeCaseStrategy.class)
record DeviceList(int status, String eventId, List<Device> devices) {

    /**
     * A device that has logged in or uploaded, or that somebody has named or cut off.
     *
     * @param name as the lead calls it, or the phone itself; null where neither has said
     * @param gate where it scanned last; if it has not said, where it logged in, or is meant to be
     * @param state active or revoked
     * @param lastSeen when it logged in, a scan of it was decided, or an upload of it came in, whichever was last; null if none has
     * @param loggedInAt when a phone last logged in as it; null if none has
     * @param lastSync when its last upload came in; null if none has
     * @param counts its scans by verdict, without those of rehearsals
     * @param clockAheadMs how far its clock was ahead when that was last measured, in milliseconds; null if it never was
     * @param pending how many scans it still held, as it said last; null if it never did
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Device(
            String deviceId,
            @Nullable String name,
            @Nullable String gate,
            String state,
            @Nullable Instant lastSeen,
            @Nullable Instant loggedInAt,
            @Nullable Instant lastSync,
            Counts counts,
            @Nullable Long clockAheadMs,
            @Nullable Integer pending) {}

    record Counts(long synced, long duplicate, long conflict, long failed) {}
}
