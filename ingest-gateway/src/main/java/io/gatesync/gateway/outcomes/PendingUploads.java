package io.gatesync.gateway.outcomes;

import io.gatesync.messaging.ReplyTo;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** The uploads of this gateway that wait for the outcomes of their scans. */
public final class PendingUploads {
    /** Names this process: outcomes that are addressed to another gateway are not for this one. */
    private final UUID gateway = UUID.randomUUID();

    private final AtomicLong lastNumber = new AtomicLong();
    private final Map<Long, PendingUpload> byNumber = new ConcurrentHashMap<>();
    private final Duration decisionTimeout;
    private final Semaphore room;

    /**
     * @param decisionTimeout how long an upload waits for its outcomes at the most
     * @param maxScans scans that may wait at a time
     */
    public PendingUploads(Duration decisionTimeout, int maxScans) {
        this.decisionTimeout = decisionTimeout;
        this.room = new Semaphore(maxScans);
    }

    /**
     * Begins to wait for the outcomes of an upload, until it is closed. The time that it may wait runs from now on.
     *
     * @param scans number of scans in the upload
     * @throws NoRoomException if too many scans wait already
     */
    public PendingUpload expect(int scans) {
        if (!room.tryAcquire(scans)) {
            throw new NoRoomException(scans, room());
        }
        long number = lastNumber.incrementAndGet();
        PendingUpload upload = new PendingUpload(gateway, number, scans, decisionTimeout, () -> {
            byNumber.remove(number);
            room.release(scans);
        });
        byNumber.put(number, upload);
        return upload;
    }

    /** The number of scans that could begin to wait now. */
    public int room() {
        return room.availablePermits();
    }

    /** The upload that waits at this address; empty if the address is another gateway's, or nobody waits there any more. */
    Optional<PendingUpload> at(ReplyTo address) {
        return address.gateway().equals(gateway)
                ? Optional.ofNullable(byNumber.get(address.upload()))
                : Optional.empty();
    }
}
