package io.gatesync.gateway.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.gatesync.gateway.input.Scan;
import io.gatesync.schemas.FirstScan;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.TicketDetails;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The answer to one scan. Each kind has the fields that the app expects of it, also where they are null. Its {@code qrcode} is
 * what the device sent, which need not be a text.
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonPropertyOrder({"qrcode", "scan_id", "status", "message", "sync_status"})
public sealed interface ScanAnswer {

    /** First scan of a valid ticket: admitted. */
    record Synced(
            @Nullable Object qrcode,
            @JsonInclude(Include.NON_NULL) @Nullable String scanId,
            int status,
            String message,
            String syncStatus,
            @Nullable String type,
            @Nullable String admittence,
            @Nullable String number,
            @JsonInclude(Include.NON_DEFAULT) boolean replayed)
            implements ScanAnswer {}

    /**
     * Already admitted by the same device: perhaps read twice just now, perhaps a ticket that was handed back over the fence.
     *
     * @param scannedAt when the first scan was made
     * @param scannedBy the device
     */
    record Duplicate(
            @Nullable Object qrcode,
            @JsonInclude(Include.NON_NULL) @Nullable String scanId,
            int status,
            String message,
            String syncStatus,
            @Nullable String scannedAt,
            @Nullable String scannedBy,
            @Nullable String type,
            @Nullable String number,
            @JsonInclude(Include.NON_DEFAULT) boolean replayed)
            implements ScanAnswer {}

    /**
     * Already admitted by another device.
     *
     * @param scannedAt when that device made its scan, by its own clock
     * @param scannedBy that device
     * @param earlierOnDevice whether the losing scan was made before the winning one, and only arrived later
     */
    record Conflict(
            @Nullable Object qrcode,
            @JsonInclude(Include.NON_NULL) @Nullable String scanId,
            int status,
            String message,
            String syncStatus,
            @Nullable String scannedAt,
            @Nullable String scannedBy,
            @Nullable String type,
            @Nullable String number,
            @JsonInclude(Include.NON_DEFAULT) boolean earlierOnDevice,
            @JsonInclude(Include.NON_DEFAULT) boolean replayed)
            implements ScanAnswer {}

    /** No such ticket, or a revoked one. */
    record Failed(
            @Nullable Object qrcode,
            @JsonInclude(Include.NON_NULL) @Nullable String scanId,
            int status,
            String message,
            String syncStatus,
            @JsonInclude(Include.NON_DEFAULT) boolean replayed)
            implements ScanAnswer {}

    /** Published, but not decided in time: the device keeps the scan and sends it again. */
    record Pending(
            @Nullable Object qrcode,
            @JsonInclude(Include.NON_NULL) @Nullable String scanId,
            int status,
            String message,
            String syncStatus)
            implements ScanAnswer {}

    /** The answer to a scan with this outcome; without one it is pending. */
    static ScanAnswer of(Scan scan, Optional<ScanDecided> outcome) {
        String id = scan.idFromDevice().orElse(null);
        Object given = SentCode.of(scan);
        return outcome.map(decided -> decided(given, id, decided)).orElseGet(() -> pending(given, id));
    }

    private static Pending pending(@Nullable Object qrcode, @Nullable String id) {
        return new Pending(qrcode, id, 202, "Not decided yet", "pending");
    }

    private static ScanAnswer decided(@Nullable Object qrcode, @Nullable String id, ScanDecided outcome) {
        boolean replayed = outcome.getReplayed();
        TicketDetails ticket = outcome.getTicket() == null ? new TicketDetails() : outcome.getTicket();
        return switch (outcome.getVerdict()) {
            case SYNCED ->
                new Synced(
                        qrcode,
                        id,
                        200,
                        "Synced successfully",
                        "synced",
                        ticket.getType(),
                        ticket.getAdmittence(),
                        ticket.getNumber(),
                        replayed);
            case DUPLICATE ->
                new Duplicate(
                        qrcode,
                        id,
                        200,
                        "Already synced by this device",
                        "duplicate",
                        scannedAt(outcome),
                        scannedBy(outcome),
                        ticket.getType(),
                        ticket.getNumber(),
                        replayed);
            case CONFLICT -> conflict(qrcode, id, outcome, ticket, replayed);
            case TICKET_NOT_FOUND -> new Failed(qrcode, id, 404, "Ticket not found", "failed", replayed);
            case TICKET_REVOKED -> new Failed(qrcode, id, 410, "Ticket revoked", "failed", replayed);
            // Of a processor newer than this gateway. The device keeps the scan, and asks again.
            case OTHER -> pending(qrcode, id);
        };
    }

    private static Conflict conflict(
            @Nullable Object qrcode, @Nullable String id, ScanDecided outcome, TicketDetails ticket, boolean replayed) {
        return new Conflict(
                qrcode,
                id,
                409,
                "Already scanned by another device",
                "conflict",
                scannedAt(outcome),
                scannedBy(outcome),
                ticket.getType(),
                ticket.getNumber(),
                outcome.getEarlierOnDevice(),
                replayed);
    }

    private static @Nullable String scannedAt(ScanDecided outcome) {
        FirstScan first = outcome.getFirstScan();
        return first == null ? null : AppTime.format(first.getScannedAt());
    }

    private static @Nullable String scannedBy(ScanDecided outcome) {
        FirstScan first = outcome.getFirstScan();
        return first == null ? null : first.getDeviceId();
    }
}
