package io.gatesync.projector.changes;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.schemas.ScanDecided;
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
 * @param scannedAt by the device's clock
 * @param status in the API's words: synced, duplicate, conflict or failed
 * @param error why the scan did not admit anyone; null where it did, or was a duplicate
 * @param metadata the ticket types that the device was set to accept, as JSON; null where it named none
 */
public record ScanLog(
        long id,
        Scan scan,
        boolean scanIdFromDevice,
        Instant scannedAt,
        Instant decidedAt,
        String status,
        @Nullable String error,
        @Nullable String metadata,
        Instant createdAt) {
    private static final String FAILED = "failed";
    private static final JsonMapper JSON = new JsonMapper();

    /** Which scan. Its id counts only for its device and ticket: a faulty device may use the same id for another ticket. */
    public record Scan(String eventId, String deviceId, String qrcode, UUID scanId) {}

    private record Metadata(List<String> ticket_types) {}

    static ScanLog of(RecordPosition position, ScanDecided scan) {
        return new ScanLog(
                position.toLong(),
                new Scan(scan.getEventId(), scan.getDeviceId(), scan.getQrcode(), scan.getScanId()),
                scan.getScanIdFromDevice(),
                scan.getScannedAt(),
                scan.getDecidedAt(),
                status(scan.getVerdict()),
                error(scan),
                metadata(scan.getTicketTypes()),
                scan.getDecidedAt());
    }

    /**
     * The row after a later verdict on the same scan. The first verdict stands, with one exception: a failed scan whose id
     * is not the device's own takes a later verdict that is not a failure. There the tickets were loaded late, and the app
     * has asked again.
     */
    ScanLog updatedBy(ScanLog later) {
        if (later.scanIdFromDevice || !status.equals(FAILED) || later.status.equals(FAILED)) {
            return this;
        }
        return new ScanLog(
                id,
                scan,
                scanIdFromDevice,
                scannedAt,
                later.decidedAt,
                later.status,
                later.error,
                later.metadata,
                createdAt);
    }

    private static String status(Verdict verdict) {
        return switch (verdict) {
            case SYNCED -> "synced";
            case DUPLICATE -> "duplicate";
            case CONFLICT -> "conflict";
            case TICKET_NOT_FOUND, TICKET_REVOKED, REFUSED_AT_GATE, OTHER -> FAILED;
        };
    }

    private static @Nullable String error(ScanDecided scan) {
        return switch (scan.getVerdict()) {
            case SYNCED, DUPLICATE -> null;
            case CONFLICT -> "Already scanned by " + firstDevice(scan);
            case TICKET_NOT_FOUND -> "Ticket not found";
            case TICKET_REVOKED -> "Ticket revoked";
            case REFUSED_AT_GATE -> "Refused at the gate";
            case OTHER -> "A verdict that this version does not know";
        };
    }

    private static String firstDevice(ScanDecided scan) {
        return scan.getFirstScan() == null
                ? "another device"
                : scan.getFirstScan().getDeviceId();
    }

    private static @Nullable String metadata(List<String> ticketTypes) {
        return ticketTypes.isEmpty() ? null : JSON.writeValueAsString(new Metadata(ticketTypes));
    }
}
