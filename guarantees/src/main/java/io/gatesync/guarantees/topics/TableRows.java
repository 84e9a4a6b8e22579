package io.gatesync.guarantees.topics;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of the tables, without the columns that the topics do not determine. */
record TableRows(
        Map<String, EventRow> events,
        Map<TicketId, TicketRow> tickets,
        Map<ScanId, ScanRow> scans,
        Map<Long, SessionRow> sessions,
        Map<Long, LoginRow> logins,
        Map<DeviceId, DeviceRow> devices,
        Map<DeviceId, DeviceLoginRow> deviceLogins) {

    record EventRow(String name, String state, Instant changedAt) {}

    record TicketId(String eventId, String qrcode) {}

    record TicketRow(
            @Nullable String type,
            @Nullable String admittence,
            @Nullable String number,
            boolean revoked,
            int logCount,
            int sync,
            @Nullable Instant scannedAt,
            @Nullable String deviceId) {}

    /** @param scannedAt null where the device gave no time */
    record ScanId(
            String eventId,
            String deviceId,
            String qrcode,
            UUID scanId,
            @Nullable Instant scannedAt) {}

    record ScanRow(
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

    record SessionRow(
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

    record DeviceId(String eventId, String deviceId) {}

    record DeviceRow(@Nullable String name, @Nullable String gate, String state, Instant changedAt) {}

    record DeviceLoginRow(@Nullable String name, @Nullable String gate, Instant loggedInAt) {}

    record LoginRow(
            String eventId,
            String identifier,
            @Nullable String deviceId,
            boolean success,
            @Nullable String message,
            @Nullable String ipAddress,
            @Nullable String userAgent,
            Instant attemptedAt) {}
}
