package io.gatesync.gateway.described;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The wish to take a scan back, on which somebody was let in.
 *
 * @param eventId the event
 * @param deviceId the device that made the scan
 * @param qrcode what was scanned, as the scan had it
 * @param scanId the id of the scan
 * @param scannedAt when it was made, as the scan had it
 * @param undoneAt when it was taken back, by the same clock; at most 60 seconds later
 * @param reason why, in the words of the staff; at most 255 bytes
 * @param sessionToken the token of the login, for an app that knows no Authorization header
 * @param sentAt the device's clock when it sent this; {@code clock_ahead_ms} of the answer says how far it is ahead
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
@Schema(name = "Undo", examples = """
                {"event_id": "open-air", "device_id": "south-1", "session_token": "s-2", "qrcode": "T-1", "sent_at": 1783080029000,
                 "scanned_at": 1783080004000, "scan_id": "0f1f6c1e-7b4c-4f0e-8b0a-6a4f5f1f2c33", "undone_at": 1783080028000,
                 "reason": "did not go in"}""")
public record UndoBody(
        String eventId,
        String deviceId,
        String qrcode,
        @Schema(format = "uuid") String scanId,
        @Schema(types = {"integer", "string"}) Object scannedAt,
        @Schema(types = {"integer", "string"}) Object undoneAt,
        String reason,
        @Nullable String sessionToken,
        @Schema(types = {"integer", "string"}) @Nullable Object sentAt) {}
