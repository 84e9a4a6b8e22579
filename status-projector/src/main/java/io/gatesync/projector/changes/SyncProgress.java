package io.gatesync.projector.changes;

import static java.util.Collections.max;
import static java.util.Collections.min;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.SyncStarted;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What some of the records of one upload say about it: its announcement ({@code SyncStarted}), its verdicts, or several of
 * them added up. They come from different topics, and so in any order.
 *
 * @param id the {@code sync_session_id} that the gateway answered
 * @param uploaded how many scans the upload holds; 0 while its announcement has not come
 * @param startedAt when the gateway took the upload in
 * @param updatedAt the latest time in any of the records
 * @param pending how many scans the device still holds, as it says; null where it does not, and while the announcement has not come
 */
public record SyncProgress(
        long id,
        String eventId,
        String deviceId,
        String sessionToken,
        int uploaded,
        VerdictCounts verdicts,
        Instant startedAt,
        Instant updatedAt,
        @Nullable Integer pending) {

    static SyncProgress of(RecordPosition position, SyncStarted sync) {
        return new SyncProgress(
                position.toLong(),
                sync.getEventId(),
                sync.getDeviceId(),
                sync.getSessionToken(),
                sync.getScansUploaded(),
                VerdictCounts.NONE,
                sync.getStartedAt(),
                sync.getStartedAt(),
                sync.getPending());
    }

    /** Of a scan that came in an upload: only such a scan has a {@code sync_session_id}. */
    static SyncProgress of(ScanDecided scan) {
        return new SyncProgress(
                scan.getSyncSessionId(),
                scan.getEventId(),
                scan.getDeviceId(),
                scan.getSessionToken(),
                0,
                VerdictCounts.of(scan),
                scan.getUploadedAt(),
                scan.getDecidedAt(),
                null);
    }

    /** Adds up, in whichever order, what two sets of records say. */
    SyncProgress plus(SyncProgress other) {
        return new SyncProgress(
                id,
                eventId,
                deviceId,
                sessionToken,
                Math.max(uploaded, other.uploaded),
                verdicts.plus(other.verdicts),
                startWith(other),
                max(List.of(updatedAt, other.updatedAt)),
                pending == null ? other.pending : pending);
    }

    /** {@code SyncStarted} says when the upload started; until it has come, use the earliest upload time of the scans. */
    private Instant startWith(SyncProgress other) {
        if (uploaded > 0) {
            return startedAt;
        }
        return other.uploaded > 0 ? other.startedAt : min(List.of(startedAt, other.startedAt));
    }
}
