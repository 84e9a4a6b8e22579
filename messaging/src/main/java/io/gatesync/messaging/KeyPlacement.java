package io.gatesync.messaging;

import org.apache.kafka.common.utils.Utils;

/**
 * Where the record of a key belongs: as the producers of Kafka's Java client place it. All that concerns one ticket lies in
 * one partition only as long as every writer places keys in this way, and the number of partitions stays the same.
 */
public final class KeyPlacement {
    private KeyPlacement() {}

    /** The partition of a key in a topic of so many partitions. */
    public static int partitionOf(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
