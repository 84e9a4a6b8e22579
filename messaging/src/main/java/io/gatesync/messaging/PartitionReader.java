package io.gatesync.messaging;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads stretches of single partitions, for what a service has to find out before it starts. For one thread. */
public final class PartitionReader {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;

    /** @param consumer has no group; nobody else uses it meanwhile */
    public PartitionReader(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** The offset of the first record that Kafka still has; the end where it has none. */
    public long begin(TopicPartition partition) {
        assign(partition);
        return requireNonNull(consumer.beginningOffsets(List.of(partition)).get(partition));
    }

    /** The offset after the last record. */
    public long end(TopicPartition partition) {
        assign(partition);
        return requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
    }

    /**
     * Shows the records of a stretch in their order.
     *
     * @param from offset of the first
     * @param to offset after the last, at most the {@link #end}
     */
    public void read(
            TopicPartition partition,
            long from,
            long to,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        assign(partition);
        consumer.seek(partition, from);
        while (consumer.position(partition) < to) {
            for (ConsumerRecord<byte[], byte[]> read : consumer.poll(POLL)) {
                if (read.offset() < to) {
                    reader.accept(read);
                }
            }
        }
    }

    /** Also to ask only for offsets: Kafka's client warns of those of a partition that is not assigned. */
    private void assign(TopicPartition partition) {
        consumer.assign(List.of(partition));
    }
}
