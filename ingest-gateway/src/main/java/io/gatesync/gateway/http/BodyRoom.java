package io.gatesync.gateway.http;

import io.gatesync.service.problem.Problem;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;

/** Room for the bodies that are in memory at a time, given in the order in which it was asked for. */
public final class BodyRoom {
    private final Semaphore free;
    private final Duration timeout;
    private final Supplier<Duration> oldestWait;

    /**
     * @param bytes for all bodies together
     * @param timeout how long a request waits for room
     * @param oldestWait how long the oldest upload has waited to be answered, and given its room back
     */
    public BodyRoom(int bytes, Duration timeout, Supplier<Duration> oldestWait) {
        this.free = new Semaphore(bytes, true);
        this.timeout = timeout;
        this.oldestWait = oldestWait;
    }

    /** @throws Problem 429 if there is no room in time */
    void take(int bytes) {
        try {
            if (free.tryAcquire(bytes, timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw Problem.sendAgainAfter(
                RetryAfter.of(oldestWait.get()),
                HttpStatus.TOO_MANY_REQUESTS,
                "Too many requests are being read and answered.");
    }

    void giveBack(int bytes) {
        free.release(bytes);
    }
}
