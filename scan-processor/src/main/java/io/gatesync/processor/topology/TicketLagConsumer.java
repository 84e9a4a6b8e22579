package io.gatesync.processor.topology;

import io.gatesync.messaging.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer that asks Kafka for the end of the tickets after each poll that returns scans, so that {@link #currentLag} counts
 * every ticket that was written before those scans.
 *
 * <p>Kafka Streams takes a scan while it holds no ticket of the same partition only if the lag of the tickets is 0 (KIP-695).
 * Kafka's own consumer tells the lag that it knows of, and it does not know of tickets that it has not looked at: it may
 * return {@code max.poll.records} scans from a fetch before it looks at the tickets that came with them.
 */
final class TicketLagConsumer extends KafkaConsumer<byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(TicketLagConsumer.class);
    private static final int TIMEOUT_MILLIS = 1_000;

    private static final long WARN_AFTER_NANOS = Duration.ofSeconds(5).toNanos();

    private static final ListOffsetsOptions COMMITTED =
            new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(TIMEOUT_MILLIS);

    /** Has a connection of its own: on the consumer's, the answer would wait until a fetch ends. */
    private final Admin admin;

    /** The end of each partition of tickets when it was last asked for. */
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    /** Partitions of tickets whose end is not known as of the scans that were returned last. */
    private final Set<TopicPartition> outdated = new HashSet<>();

    /** When the end of a partition was first asked for in vain, by the clock of {@link System#nanoTime}. */
    private final Map<TopicPartition, Long> unknownSince = new HashMap<>();

    private final Set<TopicPartition> warned = new HashSet<>();

    TicketLagConsumer(Map<String, Object> config, Admin admin) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.admin = admin;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
        for (TopicPartition partition : records.partitions()) {
            if (partition.topic().equals(Topic.SCANS.topicName())) {
                outdated.add(new TopicPartition(Topic.TICKETS.topicName(), partition.partition()));
            }
        }
        if (!outdated.isEmpty()) {
            findEnds();
        }
        return records;
    }

    /** A partition without a leader keeps only its own end unknown, and holds up only its own scans. */
    private void findEnds() {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        outdated.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        ListOffsetsResult ends = admin.listOffsets(latest, COMMITTED);
        for (TopicPartition partition : latest.keySet()) {
            try {
                found(partition, ends.partitionResult(partition).get());
            } catch (ExecutionException e) {
                notFound(partition, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void found(TopicPartition partition, ListOffsetsResult.ListOffsetsResultInfo end) {
        ends.put(partition, end.offset());
        outdated.remove(partition);
        if (unknownSince.remove(partition) != null && warned.remove(partition)) {
            LOG.info("The end of {} is known again, and its scans are decided", partition);
        }
    }

    private void notFound(TopicPartition partition, ExecutionException failure) {
        long since = unknownSince.computeIfAbsent(partition, unused -> System.nanoTime());
        if (System.nanoTime() - since > WARN_AFTER_NANOS && warned.add(partition)) {
            LOG.warn(
                    "Kafka does not tell the end of {}; the scans of this partition wait, asking again after each poll: {}",
                    partition,
                    String.valueOf(failure.getCause()));
        }
    }

    /** For tickets: how many of those written before the scans that were returned last have not been returned yet. */
    @Override
    public OptionalLong currentLag(TopicPartition partition) {
        OptionalLong asOfLastFetch = super.currentLag(partition);
        if (outdated.contains(partition)) {
            return atLeastOne(asOfLastFetch);
        }
        Long end = ends.get(partition);
        if (asOfLastFetch.isEmpty() || end == null) {
            return asOfLastFetch;
        }
        try {
            return OptionalLong.of(Math.max(asOfLastFetch.getAsLong(), end - position(partition, Duration.ZERO)));
        } catch (TimeoutException e) {
            // The position is being checked against a new leader. Waiting for it here would hold up all partitions.
            return atLeastOne(asOfLastFetch);
        }
    }

    private static OptionalLong atLeastOne(OptionalLong lag) {
        return OptionalLong.of(Math.max(1, lag.orElse(1)));
    }
}
