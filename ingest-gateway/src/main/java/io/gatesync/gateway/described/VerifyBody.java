package io.gatesync.gateway.described;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * One scan, made online.
 *
 * @param eventId the event
 * @param deviceId the device, as it has logged in
 * @param qrcode what was scanned, as it came. A code that can be no ticket's is {@code failed}, 404
 * @param sessionToken the token of the login, for an app that knows no Authorization header
 * @param sentAt the device's clock when it sent this; {@code clock_ahead_ms} of the answer says how far it is ahead
 * @param scannedAt as of a scan of an upload; now where it says nothing
 * @param ticketTypes that the device was set to accept
 * @param scanId a UUID that the device made. The same id, device, ticket and time again are the same scan, and get the verdict that it had
 * @param admitted whether the holder was let in before the device asked. Where it says nothing, the verdict decides
 * @param gate where the device is
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
@Schema(name = "OnlineScan", examples = """
                {"event_id": "open-air", "device_id": "south-1", "session_token": "s-2", "qrcode": "T-1", "sent_at": 1783080005000,
                 "scanned_at": 1783080004000, "scan_id": "0f1f6c1e-7b4c-4f0e-8b0a-6a4f5f1f2c33", "admitted": false, "gate": "South",
                 "ticket_types": ["Day"]}""")
public record VerifyBody(
        String eventId,
        String deviceId,
        String qrcode,
        @Nullable String sessionToken,
        @Schema(types = {"integer", "string"}) @Nullable Object sentAt,
        @Schema(types = {"integer", "string"}) @Nullable Object scannedAt,
        @Nullable List<String> ticketTypes,
        @Schema(format = "uuid") @Nullable String scanId,
        @Nullable Boolean admitted,
        @Nullable String gate) {}
