package io.gatesync.gateway.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.gatesync.gateway.input.TriedScan;
import io.gatesync.gateway.projector.TicketNow;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * How a scan would be read, and the verdict that it would get now; nothing was decided.
 *
 * @param scanned what was tried
 * @param readAs the code that is looked for; null if no ticket can have what was scanned
 * @param syncStatus as the answer to a real scan has it
 * @param status as the answer to a real scan has it
 * @param message as the answer to a real scan has it
 * @param ticket as the event has it; null if it has none with this code
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
public record TriedAnswer(
        String eventId,
        Object scanned,
        @Nullable String readAs,

        @Schema(allowableValues = {"synced", "duplicate", "conflict", "failed"})
        String syncStatus,

        int status,
        String message,
        @Nullable Ticket ticket) {

    /**
     * A ticket and the scan that admitted its holder.
     *
     * @param scannedAt null while nobody has come in on it
     * @param scannedBy null while nobody has come in on it
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(Include.NON_NULL)
    public record Ticket(
            @Nullable String type,
            @Nullable String admittence,
            @Nullable String number,
            boolean revoked,
            @Nullable String scannedAt,
            @Nullable String scannedBy) {
        private static Ticket of(TicketNow now) {
            return new Ticket(
                    orNull(now.type()),
                    orNull(now.admittence()),
                    orNull(now.number()),
                    now.revoked(),
                    now.admission()
                            .map(first -> AppTime.format(first.scannedAt()))
                            .orElse(null),
                    now.admission().map(TicketNow.Admission::deviceId).orElse(null));
        }

        private static @Nullable String orNull(String text) {
            return text.isEmpty() ? null : text;
        }
    }

    /** The answer to a scan of a ticket as it is now; empty if the event has none with this code. */
    public static TriedAnswer of(String eventId, TriedScan scan, Optional<TicketNow> now) {
        Told told = told(scan, now);
        return new TriedAnswer(
                eventId,
                scan.given(),
                scan.canBeTicket() ? scan.code() : null,
                told.syncStatus,
                told.status,
                told.message,
                now.map(Ticket::of).orElse(null));
    }

    /** In the order of the real decision: a revoked ticket is revoked, whoever came in on it. */
    private static Told told(TriedScan scan, Optional<TicketNow> now) {
        if (now.isEmpty()) {
            return Told.NOT_FOUND;
        }
        if (now.get().revoked()) {
            return Told.REVOKED;
        }
        if (now.get().admission().isEmpty()) {
            return Told.SYNCED;
        }
        String first = now.get().admission().get().deviceId();
        return scan.deviceId().equals(Optional.of(first)) ? Told.DUPLICATE : Told.CONFLICT;
    }
}
