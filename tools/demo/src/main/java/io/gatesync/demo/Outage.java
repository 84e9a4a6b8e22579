package io.gatesync.demo;

import java.time.Duration;

/** A time without network, counted from the opening of the entrances. */
record Outage(Duration from, Duration to) {

    boolean covers(Duration time) {
        return time.compareTo(from) >= 0 && time.compareTo(to) < 0;
    }
}
