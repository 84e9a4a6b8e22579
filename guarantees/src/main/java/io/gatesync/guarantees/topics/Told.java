package io.gatesync.guarantees.topics;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway told a device about one scan, or about taking it back. Pending is not told: it says that there is no verdict yet.
 *
 * @param syncSessionId the upload that the answer is to; null for a single scan made online
 * @param scanId as the device gave it; null where it gave none
 * @param syncStatus the verdict in the API's words, such as {@code conflict} or {@code undone}
 * @param replayed whether it was marked as the verdict that the scan had before
 * @param scannedBy the device that was first; null where the answer names none
 */
public record Told(
        @Nullable Long syncSessionId,
        String eventId,
        String deviceId,
        String qrcode,
        @Nullable UUID scanId,
        String syncStatus,
        boolean replayed,
        @Nullable String scannedBy) {}
