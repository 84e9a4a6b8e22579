package io.gatesync.processor.decision;

import java.time.Instant;
import java.util.UUID;

/**
 * One scan of a ticket by a device: the parts that the verdict depends on.
 *
 * @param id the id of the scan
 * @param idFromDevice whether the device made the id; only then does the same id mean the same scan
 * @param deviceId the device that read the ticket
 * @param scannedAt when, by the device's own clock
 */
public record Scan(UUID id, boolean idFromDevice, String deviceId, Instant scannedAt) {}
