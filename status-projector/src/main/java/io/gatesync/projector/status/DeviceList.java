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
     * A device that has uploaded, or that somebody has named or cut off.
     *
     * @param name null where nobody has named it
     * @param gate where it scanned last; where it is meant to be, if it has not said
     * @param state active or revoked
     * @param lastSeen when a scan of it was decided or an upload of it came in, whichever was later; null if neither has
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
            @Nullable Instant lastSync,
            Counts counts,
            @Nullable Long clockAheadMs,
            @Nullable Integer pending) {}

    record Counts(long synced, long duplicate, long conflict, long failed) {}
}
