package io.gatesync.gateway.outcomes;

import io.gatesync.messaging.ReplyTo;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The uploads of this gateway that wait for the outcomes of their scans. A large upload waits in slices, one after the other, so
 * that there is room for an upload of any size, and beside it for its device's next question.
 */
public final class PendingUploads {
    /** Names this process: outcomes that are addressed to another gateway are not for this one. */
    private final UUID gateway = UUID.randomUUID();

    private final AtomicLong lastNumber = new AtomicLong();
    /** The oldest upload first. */
    private final ConcurrentSkipListMap<Long, PendingUpload> byNumber = new ConcurrentSkipListMap<>();

    private final Duration decisionTimeout;
    private final Duration roomTimeout;
    private final Room room;
    private final int sliceScans;

    /**
     * @param decisionTimeout how long an upload waits for its outcomes at the most
     * @param roomTimeout how long an upload waits for room to begin
     * @param maxScans scans that may wait at a time
     * @param maxScansPerDevice scans of one device that may
     */
    public PendingUploads(Duration decisionTimeout, Duration roomTimeout, int maxScans, int maxScansPerDevice) {
        this.decisionTimeout = decisionTimeout;
        this.roomTimeout = roomTimeout;
        this.room = new Room(maxScans, maxScansPerDevice);
        this.sliceScans = Math.max(1, Math.min(maxScansPerDevice / 2, maxScans));
    }

    /**
     * The largest number of scans to expect at once: half of what a device may have, so that it still can ask about a ticket, and
     * never more than there is room for.
     */
    public int sliceScans() {
        return sliceScans;
    }

    /**
     * Begins to wait for the outcomes of an upload, or of its first slice, until that is closed. The time that the upload may
     * wait runs from now on.
     *
     * @param device that has to have room left
     * @param scans number of scans, at most {@link #sliceScans()}
     * @throws NoRoomException if too many scans wait already
     */
    public PendingUpload expect(String device, int scans) {
        if (!room.take(device, scans, roomTimeout)) {
            throw new NoRoomException(scans, oldestWait());
        }
        return waiting(device, scans, System.nanoTime() + decisionTimeout.toNanos());
    }

    /**
     * Begins to wait for the next slice of an upload, within the time of the whole. Where that is over before there is room, the
     * outcomes of the slice are {@link #expectNothing not expected}: it is published all the same.
     */
    public PendingUpload expectNext(PendingUpload slice, int scans) {
        Duration left = Duration.ofNanos(slice.deadlineNanos() - System.nanoTime());
        return left.isPositive() && room.take(slice.device(), scans, left)
                ? waiting(slice.device(), scans, slice.deadlineNanos())
                : expectNothing(slice.device(), scans);
    }

    /** Scans whose outcomes nobody waits for. They take up no room, and all of them are pending. */
    public PendingUpload expectNothing(String device, int scans) {
        return new PendingUpload(gateway, lastNumber.incrementAndGet(), device, scans, System.nanoTime(), () -> {});
    }

    private PendingUpload waiting(String device, int scans, long deadlineNanos) {
        long number = lastNumber.incrementAndGet();
        PendingUpload upload = new PendingUpload(gateway, number, device, scans, deadlineNanos, () -> {
            byNumber.remove(number);
            room.giveBack(device, scans);
        });
        byNumber.put(number, upload);
        return upload;
    }

    /** The number of scans that could begin to wait now. */
    public int room() {
        return room.free();
    }

    /** How long the upload has waited that has waited longest. */
    public Duration oldestWait() {
        Map.Entry<Long, PendingUpload> oldest = byNumber.firstEntry();
        return oldest == null
                ? Duration.ZERO
                : Duration.ofNanos(System.nanoTime() - oldest.getValue().startedNanos());
    }

    /** The upload that waits at this address; empty if the address is another gateway's, or nobody waits there any more. */
    Optional<PendingUpload> at(ReplyTo address) {
        return address.gateway().equals(gateway)
                ? Optional.ofNullable(byNumber.get(address.upload()))
                : Optional.empty();
    }
}
