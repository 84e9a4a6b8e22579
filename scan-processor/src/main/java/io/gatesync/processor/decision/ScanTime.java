package io.gatesync.processor.decision;

import java.time.Duration;
import java.time.Instant;

/**
 * When a scan was made.
 *
 * @param at by the device's own clock; by the gateway's, where the device gave no time
 * @param fromDevice whether the device gave it
 * @param clockAhead how far the device's clock was ahead of the gateway's, as measured when it uploaded the scan; zero where it was
 *     not measured, or the time is the gateway's
 */
public record ScanTime(Instant at, boolean fromDevice, Duration clockAhead) {

    /** Whether this scan was made before another, by the clock of the gateways as far as it is known. */
    boolean isBefore(ScanTime other) {
        return at.minus(clockAhead).isBefore(other.at.minus(other.clockAhead));
    }

    /** Whether a device says that this was a while after the scan, and no longer after it than so; without a time of its own it says nothing. */
    boolean isFollowedBy(Instant later, Duration atMost) {
        return fromDevice && !later.isBefore(at) && !later.isAfter(at.plus(atMost));
    }

    /** Whether a device says the same with both; a scan that is sent again without a time has none again. */
    boolean isSaidAs(ScanTime other) {
        return fromDevice ? other.fromDevice && at.equals(other.at) : !other.fromDevice;
    }
}
