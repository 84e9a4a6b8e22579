package io.gatesync.guarantees.topics;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The rows of the tables, without the columns that the topics do not determine. */
public record TableRows(
        Map<String, EventRow> events,
        Map<TicketId, TicketRow> tickets,
        Map<ScanId, ScanRow> scans,
        Map<Long, SessionRow> sessions,
        Map<Long, LoginRow> logins,
        Map<DeviceId, DeviceRow> devices,
        Map<DeviceId, DeviceLoginRow> deviceLogins) {

    /**
     * Reads all rows.
     *
     * @param database that the projector writes
     * @throws AssertionError if the tables are not there, or one scan has two rows
     */
    public static TableRows read(DataSource database) {
        return new ProjectedTables(database).read();
    }

    /** An event. */
    public record EventRow(String name, String state, Instant changedAt) {}

    /** Which ticket. */
    public record TicketId(String eventId, String qrcode) {}

    /** A ticket, and who was admitted on it. */
    public record TicketRow(
            @Nullable String type,
            @Nullable String admittence,
            @Nullable String number,
            boolean revoked,
            int logCount,
            int sync,
            @Nullable Instant scannedAt,
            @Nullable String deviceId) {}

    /**
     * Which scan.
     *
     * @param scannedAt null where the device gave no time
     */
    public record ScanId(
            String eventId,
            String deviceId,
            String qrcode,
            UUID scanId,
            @Nullable Instant scannedAt) {}

    /** A scan, and what became of it. */
    public record ScanRow(
            String status,
            @Nullable String error,
            Instant syncedAt,
            boolean admitted,
            @Nullable String gate,
            @Nullable Long clockAheadMs,
            long round,
            boolean rehearsal,
            @Nullable Instant undoneAt,
            @Nullable String undoReason) {}

    /** An upload, and how many of its scans got which verdict. */
    public record SessionRow(
            String eventId,
            String deviceId,
            String sessionToken,
            int uploaded,
            int successful,
            int failed,
            int duplicate,
            int conflict,
            int replayed,
            boolean completed,
            @Nullable Integer pending) {}

    /** Which device of which event. */
    public record DeviceId(String eventId, String deviceId) {}

    /** A device as it stands. */
    public record DeviceRow(@Nullable String name, @Nullable String gate, String state, Instant changedAt) {}

    /** The last login of a device's phone. */
    public record DeviceLoginRow(
            @Nullable String name, @Nullable String gate, Instant loggedInAt) {}

    /** An attempt to log in. */
    public record LoginRow(
            String eventId,
            String identifier,
            @Nullable String deviceId,
            boolean success,
            @Nullable String message,
            @Nullable String ipAddress,
            @Nullable String userAgent,
            Instant attemptedAt) {}
}
