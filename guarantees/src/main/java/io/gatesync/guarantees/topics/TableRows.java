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
        Map<Long, SessionRow> sessions) {

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

    record ScanId(String eventId, String deviceId, String qrcode, UUID scanId) {}

    record ScanRow(String status, @Nullable String error, Instant scannedAtDevice, Instant syncedAt) {}

    record SessionRow(
            String eventId,
            String deviceId,
            String sessionToken,
            int uploaded,
            int successful,
            int failed,
            int duplicate,
            int conflict,
            boolean completed) {}
}
