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
 * @param time by the device's clock; empty if it gave none that can be used
 * @param scannedAt that time, or else when the gateway took the upload in
 * @param ticketTypes that the device was set to accept; may be empty
 * @param id the device's, or else one {@link DerivedScanId derived} from the scan
 * @param idFromDevice the id exactly as the device wrote it; empty if it gave none that can be used
 * @param admitted whether the device let the holder in before it asked; empty if it asks first, and the verdict decides
 * @param gate where the device was; empty if it did not say
 */
public record Scan(
        @Nullable Object given,
        String qrcode,
        Optional<DeviceTime> time,
        Instant scannedAt,
        List<String> ticketTypes,
        UUID id,
        Optional<String> idFromDevice,
        Optional<Boolean> admitted,
        Optional<String> gate) {

    /** The same scan, on which its device let nobody in. */
    Scan withNobodyLetIn() {
        return new Scan(given, qrcode, time, scannedAt, ticketTypes, id, idFromDevice, Optional.of(false), gate);
    }
}
