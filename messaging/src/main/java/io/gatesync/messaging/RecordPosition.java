package io.gatesync.messaging;

/**
 * Where Kafka put a record, as one number that everybody who saw the record computes alike, without talking to each other.
 * The gateway answers the position of an upload's {@code SyncStarted} as {@code sync_session_id}, and the projector stores
 * the session under it; a scan's log row is numbered by the position of its {@code ScanDecided}.
 *
 * <p>The number is never 0, and it is exact in a JavaScript number (2^53) for the first 2^43 records of a partition.
 *
 * @param partition of the record's topic, from 0 to {@value #MAX_PARTITIONS} - 1
 * @param offset within that partition, from 0
 */
public record RecordPosition(int partition, long offset) {
    /** No topic of GateSync may have more partitions than this. */
    public static final int MAX_PARTITIONS = 1024;

    public RecordPosition {
        if (partition < 0 || partition >= MAX_PARTITIONS || offset < 0) {
            throw new IllegalArgumentException(
                    "No record can be at partition %d, offset %d".formatted(partition, offset));
        }
    }

    /** The position as one number. */
    public long toLong() {
        return (offset + 1) * MAX_PARTITIONS + partition;
    }

    /**
     * The position that {@link #toLong()} gave this number.
     *
     * @throws IllegalArgumentException if no position gives it
     */
    public static RecordPosition of(long number) {
        return new RecordPosition((int) Math.floorMod(number, (long) MAX_PARTITIONS), number / MAX_PARTITIONS - 1);
    }
}
