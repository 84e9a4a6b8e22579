package io.gatesync.projector.projection;

import java.time.Duration;

/** How long to wait before trying again: longer each time, up to a limit, until something has worked. */
final class RetryWait {
    private final Duration first;
    private final Duration longest;
    private Duration next = Duration.ZERO;

    RetryWait(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    Duration current() {
        return next;
    }

    void failed() {
        Duration doubled = next.isZero() ? first : next.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
    }

    void worked() {
        next = Duration.ZERO;
    }
}
