package io.gatesync.gateway.http;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** When a device that found no room should come back. */
final class RetryAfter {
    private RetryAfter() {}

    /**
     * Whole seconds: as long as the oldest upload has waited, because the room needs about that long to become free, and up to as
     * long again, so that the devices that were refused together do not come back together.
     */
    static Duration of(Duration oldestWait) {
        long seconds = oldestWait.toSeconds() + 1;
        return Duration.ofSeconds(seconds + ThreadLocalRandom.current().nextLong(seconds + 1));
    }
}
