package io.gatesync.gateway.projector;

import java.time.Instant;
import java.util.Optional;

/**
 * A ticket as the tables show it.
 *
 * @param type as printed; empty if there is none
 * @param admittence as printed; empty if there is none
 * @param number as printed; empty if there is none
 * @param admission the first scan; empty while nobody has come in on it
 */
public record TicketNow(String type, String admittence, String number, boolean revoked, Optional<Admission> admission) {
    /**
     * The scan that admitted the holder.
     *
     * @param scannedAt by the device's clock
     */
    public record Admission(Instant scannedAt, String deviceId) {}
}
