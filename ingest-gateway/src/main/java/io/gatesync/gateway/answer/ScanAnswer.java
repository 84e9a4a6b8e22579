package io.gatesync.gateway.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.gatesync.gateway.input.DeviceTime;
import io.gatesync.gateway.input.Scan;
import io.gatesync.schemas.FirstScan;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.TicketDetails;
import io.swagger.v3.oas.annotations.media.DiscriminatorMapping;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The answer to one scan. Each kind has the fields that the app expects of it, also where they are null. */
@Schema(
        discriminatorProperty = "sync_status",
        discriminatorMapping = {
            @DiscriminatorMapping(value = "synced", schema = ScanAnswer.Synced.class),
            @DiscriminatorMapping(value = "duplicate", schema = ScanAnswer.Duplicate.class),
            @DiscriminatorMapping(value = "conflict", schema = ScanAnswer.Conflict.class),
            @DiscriminatorMapping(value = "failed", schema = ScanAnswer.Failed.class),
            @DiscriminatorMapping(value = "pending", schema = ScanAnswer.Pending.class)
        })
public sealed interface ScanAnswer {

    /** What all kinds have in common. */
    Common common();

    /**
     * What all kinds have in common.
     *
     * @param qrcode what the device sent, which need not be a text
     * @param scanId as the device sent it
     * @param status as of an HTTP answer to this scan alone
     * @param syncStatus the verdict, in the app's words
     * @param replayed whether the scan was sent again, and had this verdict before
     * @param undone whether the scan was taken back before it was sent again: nobody is in on it
     * @param scannedAtTakenAs how the time of the scan was read, where the device gave no time in milliseconds: {@code seconds},
     *     or {@code upload_time} where it gave none that can be used
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Common(
            @Nullable Object qrcode,
            @JsonInclude(Include.NON_NULL) @Nullable String scanId,
            int status,
            String message,
            String syncStatus,

            @JsonInclude(Include.NON_NULL) @Schema(allowableValues = {"seconds", "upload_time"}) @Nullable
            String scannedAtTakenAs,

            @JsonInclude(Include.NON_DEFAULT) boolean replayed,
            @JsonInclude(Include.NON_DEFAULT) boolean undone) {

        static Common of(Scan scan, ScanDecided outcome, Told told) {
            return of(scan, outcome.getReplayed(), outcome.getUndone(), told);
        }

        static Common pending(Scan scan) {
            return of(scan, false, false, Told.PENDING);
        }

        private static Common of(Scan scan, boolean replayed, boolean undone, Told told) {
            return new Common(
                    SentCode.of(scan),
                    scan.idFromDevice().orElse(null),
                    told.status,
                    told.message,
                    told.syncStatus,
                    takenAs(scan.time()),
                    replayed,
                    undone);
        }

        private static @Nullable String takenAs(Optional<DeviceTime> time) {
            if (time.isEmpty()) {
                return "upload_time";
            }
            return time.get().inSeconds() ? "seconds" : null;
        }
    }

    /** First scan of a valid ticket: admitted. */
    record Synced(
            @JsonUnwrapped Common common,
            @Nullable String type,
            @Nullable String admittence,
            @Nullable String number) implements ScanAnswer {}

    /**
     * Already admitted by the same device: perhaps read twice just now, perhaps a ticket that was handed back over the fence.
     *
     * @param first the scan on which the holder came in
     */
    record Duplicate(
            @JsonUnwrapped Common common,
            @JsonUnwrapped First first,
            @Nullable String type,
            @Nullable String number) implements ScanAnswer {}

    /**
     * Already admitted by another device.
     *
     * @param first the scan on which the holder came in
     * @param earlierOnDevice whether the losing scan was made before the winning one, and only arrived later
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Conflict(
            @JsonUnwrapped Common common,
            @JsonUnwrapped First first,
            @Nullable String type,
            @Nullable String number,
            @JsonInclude(Include.NON_DEFAULT) boolean earlierOnDevice)
            implements ScanAnswer {}

    /** No such ticket; or one that admits nobody, then it says which ticket it is; or a device that was cut off. */
    record Failed(
            @JsonUnwrapped Common common,
            @JsonInclude(Include.NON_NULL) @Nullable String type,
            @JsonInclude(Include.NON_NULL) @Nullable String number)
            implements ScanAnswer {}

    /** Published, but not decided in time: the device keeps the scan and sends it again. */
    record Pending(@JsonUnwrapped Common common) implements ScanAnswer {}

    /**
     * The scan on which somebody came in on a ticket.
     *
     * @param scannedAt by the clock of its device, without a zone, as the app knows it
     * @param scannedAtMs the same in milliseconds since 1970
     * @param scannedBy that device
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record First(
            @Nullable String scannedAt,
            @Nullable Long scannedAtMs,
            @Nullable String scannedBy) {

        static First of(@Nullable FirstScan first) {
            return first == null
                    ? new First(null, null, null)
                    : new First(
                            AppTime.format(first.getScannedAt()),
                            first.getScannedAt().toEpochMilli(),
                            first.getDeviceId());
        }
    }

    /** The answer to a scan with this outcome; without one it is pending. */
    static ScanAnswer of(Scan scan, Optional<ScanDecided> outcome) {
        return outcome.map(decided -> decided(scan, decided)).orElseGet(() -> pending(scan));
    }

    private static Pending pending(Scan scan) {
        return new Pending(Common.pending(scan));
    }

    private static ScanAnswer decided(Scan scan, ScanDecided outcome) {
        TicketDetails ticket = outcome.getTicket() == null ? new TicketDetails() : outcome.getTicket();
        return switch (outcome.getVerdict()) {
            case SYNCED ->
                new Synced(
                        Common.of(scan, outcome, Told.SYNCED),
                        ticket.getType(),
                        ticket.getAdmittence(),
                        ticket.getNumber());
            case DUPLICATE ->
                new Duplicate(
                        Common.of(scan, outcome, Told.DUPLICATE),
                        First.of(outcome.getFirstScan()),
                        ticket.getType(),
                        ticket.getNumber());
            case CONFLICT ->
                new Conflict(
                        Common.of(scan, outcome, Told.CONFLICT),
                        First.of(outcome.getFirstScan()),
                        ticket.getType(),
                        ticket.getNumber(),
                        outcome.getEarlierOnDevice());
            case TICKET_NOT_FOUND -> new Failed(Common.of(scan, outcome, Told.NOT_FOUND), null, null);
            case TICKET_REVOKED -> failed(Common.of(scan, outcome, Told.REVOKED), ticket);
            case REFUSED_AT_GATE -> failed(Common.of(scan, outcome, Told.REFUSED_AT_GATE), ticket);
            case DEVICE_REVOKED -> new Failed(Common.of(scan, outcome, Told.DEVICE_REVOKED), null, null);
            // Of a processor newer than this gateway. The device keeps the scan, and asks again.
            case OTHER -> pending(scan);
        };
    }

    private static Failed failed(Common common, TicketDetails ticket) {
        return new Failed(common, ticket.getType(), ticket.getNumber());
    }
}
