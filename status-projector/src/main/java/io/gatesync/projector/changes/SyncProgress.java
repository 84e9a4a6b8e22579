package io.gatesync.projector.changes;

import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.Verdict;
import java.time.Instant;

/**
 * What some records say of one upload. Its announcement and its verdicts come from different topics, so in any order:
 * {@link #and} does not mind.
 *
 * @param id the {@code sync_session_id} that the gateway answered
 * @param uploaded how many scans the upload holds, or 0 while its announcement has not come
 * @param failed scans with no admission, conflicts among them
 * @param startedAt when the gateway took the upload in
 * @param updatedAt the latest time that any of the records carries
 */
public record SyncProgress(
        long id,
        String eventId,
        String deviceId,
        String sessionToken,
        int uploaded,
        int successful,
        int failed,
        int duplicate,
        int conflict,
        Instant startedAt,
        Instant updatedAt) {

    static SyncProgress of(long id, SyncStarted sync) {
        return new SyncProgress(
                id,
                sync.getEventId(),
                sync.getDeviceId(),
                sync.getSessionToken(),
                sync.getScansUploaded(),
                0,
                0,
                0,
                0,
                sync.getStartedAt(),
                sync.getStartedAt());
    }

    static SyncProgress of(ScanDecided scan) {
        Verdict verdict = scan.getVerdict();
        boolean admitted = verdict == Verdict.SYNCED;
        boolean duplicate = verdict == Verdict.DUPLICATE;
        return new SyncProgress(
                scan.getSyncSessionId(),
                scan.getEventId(),
                scan.getDeviceId(),
                scan.getSessionToken(),
                0,
                admitted ? 1 : 0,
                admitted || duplicate ? 0 : 1,
                duplicate ? 1 : 0,
                verdict == Verdict.CONFLICT ? 1 : 0,
                scan.getUploadedAt(),
                scan.getDecidedAt());
    }

    SyncProgress and(SyncProgress other) {
        return new SyncProgress(
                id,
                eventId,
                deviceId,
                sessionToken,
                Math.max(uploaded, other.uploaded),
                successful + other.successful,
                failed + other.failed,
                duplicate + other.duplicate,
                conflict + other.conflict,
                startOf(this, other),
                Instants.later(updatedAt, other.updatedAt));
    }

    /** The announcement knows; until it is here, the earliest verdict comes closest. */
    private static Instant startOf(SyncProgress one, SyncProgress other) {
        if (one.uploaded > 0) {
            return one.startedAt;
        }
        return other.uploaded > 0 ? other.startedAt : Instants.earlier(one.startedAt, other.startedAt);
    }
}
