package io.gatesync.messaging;

/**
 * The number of an upload, computed from where Kafka put its {@code SyncStarted}. The gateway answers it and the
 * projector stores it, without talking to each other. Never 0, and exact in a JavaScript number (2^53) for the first
 * 2^43 uploads of a partition.
 *
 * @param partition of {@link Topic#SYNC_SESSIONS}
 * @param offset within that partition
 */
public record SyncSessionId(int partition, long offset) {
    /** More partitions than this no topic of GateSync may have. */
    public static final int MAX_PARTITIONS = 1024;

    public SyncSessionId {
        if (partition < 0 || partition >= MAX_PARTITIONS || offset < 0) {
            throw new IllegalArgumentException(
                    "no sync session at partition %d offset %d".formatted(partition, offset));
        }
    }

    /** The id as the app sees it. */
    public long value() {
        return (offset + 1) * MAX_PARTITIONS + partition;
    }

    /**
     * Where the upload with this id was announced.
     *
     * @throws IllegalArgumentException if no upload can have this id
     */
    public static SyncSessionId of(long value) {
        return new SyncSessionId((int) Math.floorMod(value, (long) MAX_PARTITIONS), value / MAX_PARTITIONS - 1);
    }
}
