package io.gatesync.projector.changes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.gatesync.messaging.RecordPosition;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.UndoAnswer;
import io.gatesync.schemas.UndoOutcome;
import io.gatesync.schemas.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One scan and its verdict, as the log shows them.
 *
 * @param id computed from the position of the verdict's record
 * @param scanIdFromDevice whether the device gave the scan its id; otherwise the gateway derived one
 * @param sentAgain whether the scan had this verdict before, so that the log has a row of it already
 * @param status in the API's words: synced, duplicate, conflict or failed
 * @param error why the scan did not admit anyone; null where it did, or was a duplicate
 * @param metadata the ticket types that the device was set to accept, and whether it gave its time in seconds, as JSON; null where
 *     there is neither
 * @param admitted whether somebody came in: let in by the device before it asked, or admitted by the verdict; a device that was cut
 *     off is not believed
 * @param gate where the device was; null where it did not say
 * @param clockAheadMs how far the device's clock was ahead, in milliseconds; null where that was not measured
 * @param round the round of admissions that the verdict belongs to
 * @param undoneAt when the scan was taken back, by the device's clock; null where it was not. Then nobody is in on it
 * @param undoReason why, in the words of the staff; null where it was not
 */
public record ScanLog(
        long id,
        Scan scan,
        boolean scanIdFromDevice,
        boolean sentAgain,
        Instant decidedAt,
        String status,
        @Nullable String error,
        @Nullable String metadata,
        Instant createdAt,
        boolean admitted,
        @Nullable String gate,
        @Nullable Long clockAheadMs,
        long round,
        @Nullable Instant undoneAt,
        @Nullable String undoReason) {
    private static final String FAILED = "failed";
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Which scan. Its id counts only for its device, ticket and time: a faulty device may use the same id for another scan.
     *
     * @param scannedAt by the device's clock; null where it gave no time
     */
    public record Scan(
            String eventId,
            String deviceId,
            String qrcode,
            UUID scanId,
            @Nullable Instant scannedAt) {}

    @JsonInclude(Include.NON_EMPTY)
    private record Metadata(
            List<String> ticket_types,
            @JsonInclude(Include.NON_DEFAULT) boolean scanned_at_in_seconds) {}

    static ScanLog of(RecordPosition position, ScanDecided scan) {
        UndoOutcome undo = takesBack(scan) ? scan.getUndo() : null;
        return new ScanLog(
                position.toLong(),
                new Scan(
                        scan.getEventId(),
                        scan.getDeviceId(),
                        scan.getQrcode(),
                        scan.getScanId(),
                        scan.getScannedAtFromDevice() ? scan.getScannedAt() : null),
                scan.getScanIdFromDevice(),
                scan.getReplayed(),
                scan.getDecidedAt(),
                status(scan.getVerdict()),
                error(scan),
                metadata(scan),
                scan.getDecidedAt(),
                isAdmitted(scan),
                scan.getGate(),
                scan.getClockAheadMs(),
                scan.getAdmissionRound(),
                undo == null ? null : undo.getUndoneAt(),
                undo == null ? null : undo.getReason());
    }

    /** Whether this outcome is of no scan, but takes one back. */
    public static boolean takesBack(ScanDecided outcome) {
        UndoOutcome undo = outcome.getUndo();
        return undo != null && undo.getAnswer() == UndoAnswer.UNDONE;
    }

    /**
     * Whether this outcome says that somebody came in. A resend says so only if its device does; a device that was cut off never, and
     * nobody of a scan that was taken back.
     */
    public static boolean isAdmitted(ScanDecided scan) {
        if (scan.getDeviceRevoked() || scan.getUndone() || scan.getUndo() != null) {
            return false;
        }
        return scan.getAdmitted() == null
                ? scan.getVerdict() == Verdict.SYNCED && !scan.getReplayed()
                : scan.getAdmitted();
    }

    /**
     * The row after a later verdict on the same scan. The first verdict stands, with one exception: a failed scan whose id
     * is not the device's own takes a later verdict that is not a failure. There the tickets were loaded late, and the app
     * has asked again. And who came in, came in: a device may say so when it sends the scan again. A scan of a rehearsal
     * without an id of its own that is sent again belongs to the next round. A scan that was taken back stays so.
     */
    ScanLog updatedBy(ScanLog later) {
        boolean nextRound = !later.scanIdFromDevice && later.round > round;
        boolean askedAnew = !later.scanIdFromDevice && status.equals(FAILED) && !later.status.equals(FAILED);
        ScanLog verdict = nextRound || askedAnew ? later : this;
        ScanLog undo = undoneAt == null ? later : this;
        return new ScanLog(
                id,
                scan,
                scanIdFromDevice,
                sentAgain,
                verdict.decidedAt,
                verdict.status,
                verdict.error,
                verdict.metadata,
                createdAt,
                undo.undoneAt == null && (later.admitted || (admitted && !nextRound)),
                gate,
                clockAheadMs,
                verdict.round,
                undo.undoneAt,
                undo.undoReason);
    }

    private static String status(Verdict verdict) {
        return switch (verdict) {
            case SYNCED -> "synced";
            case DUPLICATE -> "duplicate";
            case CONFLICT -> "conflict";
            case TICKET_NOT_FOUND, TICKET_REVOKED, REFUSED_AT_GATE, DEVICE_REVOKED, OTHER -> FAILED;
        };
    }

    private static @Nullable String error(ScanDecided scan) {
        return switch (scan.getVerdict()) {
            case SYNCED, DUPLICATE -> null;
            case CONFLICT -> "Already scanned by " + firstDevice(scan);
            case TICKET_NOT_FOUND -> "Ticket not found";
            case TICKET_REVOKED -> "Ticket revoked";
            case REFUSED_AT_GATE -> "Refused at the gate";
            case DEVICE_REVOKED -> "Device revoked";
            case OTHER -> "A verdict that this version does not know";
        };
    }

    private static String firstDevice(ScanDecided scan) {
        return scan.getFirstScan() == null
                ? "another device"
                : scan.getFirstScan().getDeviceId();
    }

    private static @Nullable String metadata(ScanDecided scan) {
        List<String> ticketTypes = scan.getTicketTypes();
        boolean inSeconds = scan.getScannedAtInSeconds();
        return ticketTypes.isEmpty() && !inSeconds
                ? null
                : JSON.writeValueAsString(new Metadata(ticketTypes, inSeconds));
    }
}
