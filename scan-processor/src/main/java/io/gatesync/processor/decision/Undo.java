package io.gatesync.processor.decision;

import java.time.Instant;

/**
 * The wish of a device to take back a scan of its own: whoever was let in on it did not come in after all.
 *
 * @param scan the scan, as its id, its device and its time name it
 * @param at when the staff took it back, by the device's clock
 */
public record Undo(Scan scan, Instant at) {}
