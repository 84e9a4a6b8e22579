package io.gatesync.projector.changes;

import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.TicketDetails;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The one admission on a ticket. It carries what is printed on the ticket, because the verdict may be projected before the
 * ticket itself.
 *
 * @param type as printed; null where the organiser gave none
 * @param admittence as printed; null where the organiser gave none
 * @param number as printed; null where the organiser gave none
 * @param scannedAt by the device's clock
 * @param decidedAt by the processor's clock
 */
public record Admission(
        TicketKey key,
        @Nullable String type,
        @Nullable String admittence,
        @Nullable String number,
        Instant scannedAt,
        String deviceId,
        Instant decidedAt) {
    private static final TicketDetails NOTHING_PRINTED = new TicketDetails(null, null, null);

    static Admission of(ScanDecided scan) {
        TicketDetails printed = scan.getTicket() == null ? NOTHING_PRINTED : scan.getTicket();
        return new Admission(
                new TicketKey(scan.getEventId(), scan.getQrcode()),
                printed.getType(),
                printed.getAdmittence(),
                printed.getNumber(),
                scan.getScannedAt(),
                scan.getDeviceId(),
                scan.getDecidedAt());
    }
}
