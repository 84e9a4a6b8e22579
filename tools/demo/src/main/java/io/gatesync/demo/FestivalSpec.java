package io.gatesync.demo;

import java.time.Duration;

/**
 * How large a festival is played.
 *
 * @param devices how many phones and handhelds scan
 * @param gates how many entrances they stand at
 * @param length how long the entrances are open
 * @param speed how many times faster than life people arrive
 */
record Setting(int devices, int gates, Duration length, double speed) {

    /** In life, a device lets someone in about this often. */
    private static final Duration PACE = Duration.ofSeconds(4);

    /** Mean time between two people at one device. */
    Duration pace() {
        return Duration.ofNanos((long) (PACE.toNanos() / speed));
    }
}
