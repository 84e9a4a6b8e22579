package io.gatesync.gateway.input;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One scan of an upload.
 *
 * @param scannedAt by the device's clock, in milliseconds
 * @param ticketTypes that the device was set to accept; may be empty
 * @param id the device's, or else one {@link DerivedScanId derived} from the scan
 * @param idFromDevice the id exactly as the device wrote it; empty if it gave none
 */
public record Scan(
        String qrcode, Instant scannedAt, List<String> ticketTypes, UUID id, Optional<String> idFromDevice) {}
