package io.gatesync.projector.changes;

import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * What became of one scan, as the log shows it.
 *
 * @param id computed from where Kafka put the verdict
 * @param scanIdFromDevice whether the device named the scan; otherwise the gateway derived the name
 * @param scannedAt by the device's clock
 * @param status as the API says it: synced, duplicate, conflict or failed
 * @param error why not, or null
 * @param metadata JSON, or null
 */
public record ScanLog(
        long id,
        Scan scan,
        boolean scanIdFromDevice,
        Instant scannedAt,
        Instant decidedAt,
        String status,
        String error,
        String metadata,
        Instant createdAt) {
    /** The status of a scan that may still be admitted: the only one that gives way to another. */
    public static final String FAILED = "failed";

    private static final int LONGEST_ERROR = 255;
    private static final JsonMapper JSON = new JsonMapper();

    /** Which scan. The id is trusted only within its device and ticket: a faulty device may use it for another ticket. */
    public record Scan(String eventId, String deviceId, String qrcode, UUID scanId) {}

    private record Metadata(List<String> ticket_types) {}

    static ScanLog of(long id, ScanDecided scan) {
        return new ScanLog(
                id,
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
     * The row after a later verdict on the same scan. It stands, except that a failed scan without an id of the device's
     * own takes what is not a failure: the tickets were loaded late, and the app has asked again.
     */
    ScanLog then(ScanLog later) {
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
            case TICKET_NOT_FOUND, TICKET_REVOKED -> FAILED;
        };
    }

    private static String error(ScanDecided scan) {
        return switch (scan.getVerdict()) {
            case SYNCED, DUPLICATE -> null;
            case CONFLICT -> "Already scanned by " + firstDevice(scan);
            case TICKET_NOT_FOUND -> "Ticket not found";
            case TICKET_REVOKED -> "Ticket revoked";
        };
    }

    /** Cut to what fits the column behind the words before it: a device's name may be as long as the column. */
    private static String firstDevice(ScanDecided scan) {
        String device = scan.getFirstScan() == null
                ? "another device"
                : scan.getFirstScan().getDeviceId();
        int fits = LONGEST_ERROR - "Already scanned by ".length();
        return device.codePointCount(0, device.length()) <= fits
                ? device
                : device.substring(0, device.offsetByCodePoints(0, fits));
    }

    private static String metadata(List<String> ticketTypes) {
        return ticketTypes.isEmpty() ? null : JSON.writeValueAsString(new Metadata(ticketTypes));
    }
}
