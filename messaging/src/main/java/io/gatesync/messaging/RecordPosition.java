package io.gatesync.messaging;

/**
 * Where Kafka stored a record. As one number ({@link #toLong()}) it names the record: every program that reads the record
 * computes the same number, without asking another. The gateway answers the number of an upload's {@code SyncStarted} as
 * {@code sync_session_id}, and the projector stores the session under it; the number of a {@code ScanDecided} is the
 * {@code id} of the scan's log row.
 *
 * <p>The number is never 0, and it is exact in a JavaScript number (2^53) for the first 2^43 records of a partition.
 *
 * @param partition of the record's topic, from 0 to {@value #MAX_PARTITIONS} - 1
 * @param offset within that partition, from 0
 */
public record RecordPosition(int partition, long offset) {
    /** The largest number of partitions that a topic of GateSync may have. */
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
     * The position that has this number.
     *
     * @throws IllegalArgumentException if no position has it
     */
    public static RecordPosition of(long number) {
        return new RecordPosition((int) Math.floorMod(number, (long) MAX_PARTITIONS), number / MAX_PARTITIONS - 1);
    }
}
