package io.gatesync.demo;

import java.time.Duration;

/** When a device has no network: from and to, counted from the opening of the entrances. */
record Outage(Duration from, Duration to) {

    boolean covers(Duration time) {
        return time.compareTo(from) >= 0 && time.compareTo(to) < 0;
    }
}
