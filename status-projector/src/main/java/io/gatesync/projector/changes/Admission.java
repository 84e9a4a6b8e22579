package io.gatesync.projector.changes;

import static java.util.Collections.max;
import static java.util.Collections.min;

import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.TicketDetails;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one admission on a ticket in a round of admissions, or that it was taken back. It carries what is printed on the ticket, because the verdict may be
 * projected before the ticket itself.
 *
 * @param type as printed; null where the organiser gave none
 * @param admittence as printed; null where the organiser gave none
 * @param number as printed; null where the organiser gave none
 * @param scannedAt by the device's clock
 * @param createdAt when the first of those that were folded was decided, by the processor's clock
 * @param updatedAt when the last of them was decided
 * @param round the round of admissions
 * @param counts whether its ticket is used after it; not where it was taken back
 * @param takesBack whether an admission of this round, or an earlier one, that the tables show is taken back first
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
        long round,
        boolean counts,
        boolean takesBack) {
    private static final TicketDetails NOTHING_PRINTED = new TicketDetails(null, null, null);

    static Admission of(ScanDecided scan) {
        return of(scan, true);
    }

    /** Of the outcome that takes the admission back. */
    static Admission takenBack(ScanDecided undo) {
        return of(undo, false);
    }

    private static Admission of(ScanDecided scan, boolean counts) {
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
                scan.getAdmissionRound(),
                counts,
                !counts);
    }

    /** What is left of both: the admission of the later round; where both are of one, the first of them, until it is taken back. */
    Admission or(Admission later) {
        boolean laterStands = later.round > round || (later.round == round && !(counts && later.counts));
        Admission stands = laterStands ? later : this;
        return new Admission(
                key,
                type,
                admittence,
                number,
                stands.scannedAt,
                stands.deviceId,
                min(List.of(createdAt, later.createdAt)),
                max(List.of(updatedAt, later.updatedAt)),
                stands.round,
                stands.counts,
                stands.takesBack || (later.round == round && takesBack));
    }
}
