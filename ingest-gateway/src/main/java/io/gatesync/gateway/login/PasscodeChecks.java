package io.gatesync.gateway.login;

import io.gatesync.access.Passcodes;
import io.gatesync.service.problem.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;

/** Hashes and checks passcodes, on half of the cores at most: each costs 19 MiB and some 50 ms, and scans must not wait for it. */
public final class PasscodeChecks {
    private final Passcodes passcodes = new Passcodes();
    private final Semaphore room;
    private final Duration timeout;

    /** @param timeout how long one waits for others */
    public PasscodeChecks(Duration timeout) {
        this(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), timeout);
    }

    PasscodeChecks(int atATime, Duration timeout) {
        this.room = new Semaphore(atATime, true);
        this.timeout = timeout;
    }

    /**
     * Whether it is the passcode of this hash. Takes as long where there is no hash. To be called {@link #inTurn in turn}.
     *
     * @param hash empty if there is nobody by this name
     */
    public boolean matches(String passcode, Optional<String> hash) {
        if (hash.isEmpty()) {
            passcodes.matchNobody(passcode);
            return false;
        }
        return passcodes.matches(passcode, hash.get());
    }

    /**
     * The hash of a passcode.
     *
     * @throws Problem 429 if there is no room in time
     */
    public String hash(String passcode) {
        return inTurn(() -> passcodes.hash(passcode));
    }

    /**
     * Does this when there is room.
     *
     * @throws Problem 429 if there is none in time
     */
    public <T> T inTurn(Supplier<T> work) {
        boolean entered = false;
        try {
            entered = room.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (!entered) {
                throw tooMany();
            }
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw tooMany();
        } finally {
            if (entered) {
                room.release();
            }
        }
    }

    private static Problem tooMany() {
        return Problem.sendAgain(HttpStatus.TOO_MANY_REQUESTS, "Too many log in at this moment.");
    }
}
