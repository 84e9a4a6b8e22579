package io.gatesync.projector.changes;

import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.Verdict;

/**
 * How many scans of an upload got which kind of verdict, as {@code sync_sessions} counts them.
 *
 * @param successful admitted
 * @param failed neither admitted nor a duplicate; includes the conflicts
 * @param duplicate presented again at the device that admitted the ticket
 * @param conflict presented after another device had admitted the ticket
 * @param replayed sent again: it was counted with its verdict the first time, and is not counted with it again
 */
public record VerdictCounts(int successful, int failed, int duplicate, int conflict, int replayed) {
    static final VerdictCounts NONE = new VerdictCounts(0, 0, 0, 0, 0);

    private static final VerdictCounts SUCCESSFUL = new VerdictCounts(1, 0, 0, 0, 0);
    private static final VerdictCounts FAILED = new VerdictCounts(0, 1, 0, 0, 0);
    private static final VerdictCounts DUPLICATE = new VerdictCounts(0, 0, 1, 0, 0);
    private static final VerdictCounts CONFLICT = new VerdictCounts(0, 1, 0, 1, 0);
    private static final VerdictCounts REPLAYED = new VerdictCounts(0, 0, 0, 0, 1);

    /** One scan with its verdict. */
    static VerdictCounts of(ScanDecided scan) {
        return scan.getReplayed() ? REPLAYED : of(scan.getVerdict());
    }

    private static VerdictCounts of(Verdict verdict) {
        return switch (verdict) {
            case SYNCED -> SUCCESSFUL;
            case DUPLICATE -> DUPLICATE;
            case CONFLICT -> CONFLICT;
            case TICKET_NOT_FOUND, TICKET_REVOKED, REFUSED_AT_GATE, DEVICE_REVOKED, OTHER -> FAILED;
        };
    }

    VerdictCounts plus(VerdictCounts other) {
        return new VerdictCounts(
                successful + other.successful,
                failed + other.failed,
                duplicate + other.duplicate,
                conflict + other.conflict,
                replayed + other.replayed);
    }
}
