package io.gatesync.projector.changes;

import static java.util.Collections.max;
import static java.util.Collections.min;

import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.TicketDetails;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one admission on a ticket in a round of admissions. It carries what is printed on the ticket, because the verdict may be
 * projected before the ticket itself.
 *
 * @param type as printed; null where the organiser gave none
 * @param admittence as printed; null where the organiser gave none
 * @param number as printed; null where the organiser gave none
 * @param scannedAt by the device's clock
 * @param createdAt when the first of those that were folded was decided, by the processor's clock
 * @param updatedAt when the last of them was decided
 * @param round the round of admissions
 */
public record Admission(
        TicketKey key,
        @Nullable String type,
        @Nullable String admittence,
        @Nullable String number,
        Instant scannedAt,
        String deviceId,
        Instant createdAt,
        Instant updatedAt,
        long round) {
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
                scan.getDecidedAt(),
                scan.getDecidedAt(),
                scan.getAdmissionRound());
    }

    /** The admission of the later round; the first of them where both are of one. */
    Admission or(Admission later) {
        if (later.round <= round) {
            return this;
        }
        return new Admission(
                key,
                later.type,
                later.admittence,
                later.number,
                later.scannedAt,
                later.deviceId,
                min(List.of(createdAt, later.createdAt)),
                max(List.of(updatedAt, later.updatedAt)),
                later.round);
    }
}
