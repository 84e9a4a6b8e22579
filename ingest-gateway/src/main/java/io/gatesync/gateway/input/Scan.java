package io.gatesync.gateway.input;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One scan of an upload.
 *
 * @param given the code exactly as the device sent it; whatever JSON that is
 * @param qrcode the code to publish: what was given, cleaned, or a text that no ticket can bear
 * @param scannedAt by the device's clock, in milliseconds; by the gateway's, if the device gave no time that can be used
 * @param ticketTypes that the device was set to accept; may be empty
 * @param id the device's, or else one {@link DerivedScanId derived} from the scan
 * @param idFromDevice the id exactly as the device wrote it; empty if it gave none that can be used
 */
public record Scan(
        @Nullable Object given,
        String qrcode,
        Instant scannedAt,
        List<String> ticketTypes,
        UUID id,
        Optional<String> idFromDevice) {}
