package io.gatesync.gateway.outcomes;

/** Too many scans wait for their outcomes already; the same upload will find room soon. */
public final class NoRoomException extends RuntimeException {
    private final int scans;
    private final int room;

    NoRoomException(int scans, int room) {
        super("no room for %d scans, only for %d".formatted(scans, room));
        this.scans = scans;
        this.room = room;
    }

    /** The number of scans in the upload. */
    public int scans() {
        return scans;
    }

    /** The number of scans that there is room for. */
    public int room() {
        return room;
    }
}
