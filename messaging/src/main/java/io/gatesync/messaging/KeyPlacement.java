package io.gatesync.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

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

    /**
     * Why a record does not lie where its qrcode belongs; empty if it does. Decided there, its ticket would have two writers, and
     * perhaps two admissions.
     *
     * @param key of the record
     * @param partition where it lies
     * @param partitions how many the topic has
     */
    public static Optional<String> whyMisplaced(byte @Nullable [] key, String qrcode, int partition, int partitions) {
        byte[] expected = qrcode.getBytes(UTF_8);
        if (!Arrays.equals(key, expected)) {
            return Optional.of("the key is not the qrcode of the record");
        }
        int home = partitionOf(expected, partitions);
        return home == partition
                ? Optional.empty()
                : Optional.of("its key belongs in partition %d of %d".formatted(home, partitions));
    }
}
