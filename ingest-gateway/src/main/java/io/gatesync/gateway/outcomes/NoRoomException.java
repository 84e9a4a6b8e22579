package io.gatesync.gateway.outcomes;

import java.time.Duration;

/** Too many scans wait for their outcomes already; the same upload will find room soon. */
public final class NoRoomException extends RuntimeException {
    private final transient Duration oldestWait;

    NoRoomException(int scans, Duration oldestWait) {
        super("no room for %d scans; the oldest upload waits since %d ms".formatted(scans, oldestWait.toMillis()));
        this.oldestWait = oldestWait;
    }

    /** How long the oldest upload has waited: the room needs about that long to become free. */
    public Duration oldestWait() {
        return oldestWait;
    }
}
