package io.gatesync.projector.changes;

import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.TicketDetails;
import java.time.Instant;

/**
 * The one admission on a ticket. What is printed on the ticket comes along, for the case that the verdict is here before
 * the ticket itself.
 *
 * @param scannedAt by the device's clock
 */
public record Admission(
        TicketKey key,
        String type,
        String admittence,
        String number,
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
