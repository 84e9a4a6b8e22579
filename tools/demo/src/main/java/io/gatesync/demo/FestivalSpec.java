package io.gatesync.demo;

import java.time.Duration;

/**
 * How large a festival is simulated.
 *
 * @param devices how many phones and handhelds scan
 * @param gates how many entrances they stand at
 * @param length how long the entrances are open
 * @param speed how many times as fast as in reality people arrive
 */
record FestivalSpec(int devices, int gates, Duration length, double speed) {

    /** How often a device lets somebody in, in reality. */
    private static final Duration PACE = Duration.ofSeconds(4);

    /** The mean time between two people at one device. */
    Duration pace() {
        return Duration.ofNanos((long) (PACE.toNanos() / speed));
    }
}
