package io.gatesync.gateway.outcomes;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Room for scans that wait for their outcomes. It is given in the order in which it was asked for, so that a large upload does
 * not starve behind small ones, and one device gets its share only, so that it cannot shut out the others.
 */
final class Room {
    private final Semaphore all;
    private final int perDevice;
    private final Map<String, Share> shares = new ConcurrentHashMap<>();

    /** What one device has left, while it has or wants room. */
    private static final class Share {
        private final Semaphore free;
        private int users;

        private Share(int scans) {
            free = new Semaphore(scans, true);
        }
    }

    /**
     * @param scans room for all devices together
     * @param perDevice room for one of them
     */
    Room(int scans, int perDevice) {
        this.all = new Semaphore(scans, true);
        this.perDevice = perDevice;
    }

    int free() {
        return all.availablePermits();
    }

    /** Takes room, if there is some within this time; it must be {@link #giveBack given back}. */
    boolean take(String device, int scans, Duration timeout) {
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        Semaphore share = join(device);
        if (!take(share, scans, deadlineNanos)) {
            leave(device);
            return false;
        }
        if (!take(all, scans, deadlineNanos)) {
            share.release(scans);
            leave(device);
            return false;
        }
        return true;
    }

    private static boolean take(Semaphore room, int scans, long deadlineNanos) {
        try {
            return room.tryAcquire(scans, deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void giveBack(String device, int scans) {
        all.release(scans);
        Share share = shares.get(device);
        if (share != null) {
            share.free.release(scans);
        }
        leave(device);
    }

    private Semaphore join(String device) {
        return shares.compute(device, (name, known) -> {
                    Share share = known == null ? new Share(perDevice) : known;
                    share.users++;
                    return share;
                })
                .free;
    }

    private void leave(String device) {
        shares.computeIfPresent(device, (name, share) -> --share.users == 0 ? null : share);
    }
}
