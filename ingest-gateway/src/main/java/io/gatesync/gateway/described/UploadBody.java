package io.gatesync.gateway.described;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Scans that a device made, perhaps hours ago.
 *
 * @param eventId the event
 * @param deviceId the device, as it has logged in
 * @param sessionToken the token of the login, for an app that knows no Authorization header; with one, any text
 * @param sentAt the device's clock when it sent this; {@code clock_ahead_ms} of the answer says how far it is ahead
 * @param pending how many scans the device still holds after this upload
 * @param scans as many as a body holds, in the device's order
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
@Schema(name = "Upload", examples = """
                {"event_id": "open-air", "device_id": "north-1", "session_token": "s-1", "sent_at": 1783080005000, "pending": 0,
                 "scans": [{"qrcode": "T-1", "scanned_at": 1783080000000, "scan_id": "7a6c2c4e-5d0f-4d55-9f5f-0b9d3f4f2a11",
                            "admitted": true, "gate": "North", "ticket_types": ["VIP"]}]}""")
public record UploadBody(
        String eventId,
        String deviceId,
        String sessionToken,
        @Schema(types = {"integer", "string"}) @Nullable Object sentAt,
        @Schema(minimum = "0") @Nullable Integer pending,
        @Schema(minLength = 1) List<Scan> scans) {

    /**
     * One scan. Nothing in it refuses the upload: an optional field that cannot be used is as if it were not there.
     *
     * @param qrcode what was scanned, as it came. A code that can be no ticket's is {@code failed}, 404
     * @param scannedAt the device's clock: milliseconds since 1970, as a number or a text; or seconds; or ISO 8601, UTC where it names
     *     no zone
     * @param ticketTypes that the device was set to accept
     * @param scanId a UUID that the device made. The same id, device, ticket and time again are the same scan, and get the verdict
     *     that it had
     * @param admitted whether the holder was let in before the device asked; true where it says nothing
     * @param gate where the device was
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    @Schema(name = "Upload.Scan")
    public record Scan(
            String qrcode,
            @Schema(types = {"integer", "string"}) @Nullable Object scannedAt,
            @Nullable List<String> ticketTypes,
            @Schema(format = "uuid") @Nullable String scanId,
            @Nullable Boolean admitted,
            @Nullable String gate) {}
}
