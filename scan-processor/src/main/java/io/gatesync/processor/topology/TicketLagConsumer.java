package io.gatesync.processor.topology;

import io.gatesync.messaging.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
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

    /** A change of leader takes less. */
    private static final long TELL_AFTER_NANOS = Duration.ofSeconds(5).toNanos();

    private static final ListOffsetsOptions COMMITTED =
            new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(TIMEOUT_MILLIS);

    /** Has a connection of its own: on the consumer's, the answer would wait until a fetch ends. */
    private final Admin admin;

    /** The end of each partition of tickets when it was last asked for. */
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    /** Partitions of tickets whose end is not known as of the scans that were returned last. */
    private final Set<TopicPartition> outdated = new HashSet<>();

    /** Partitions whose end was asked for in vain. */
    private final Map<TopicPartition, Unknown> unknown = new HashMap<>();

    /**
     * An end that Kafka does not tell.
     *
     * @param sinceNanos when it was asked for first, by the clock of {@link System#nanoTime}
     * @param told whether the operator was told
     * @param answer to the latest question, which was asked after the scans that were returned last
     */
    private record Unknown(long sinceNanos, boolean told, KafkaFuture<ListOffsetsResultInfo> answer) {}

    TicketLagConsumer(Map<String, Object> config, Admin admin) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.admin = admin;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
        for (TopicPartition partition : records.partitions()) {
            if (partition.topic().equals(Topic.SCANS.topicName())) {
                outdate(new TopicPartition(Topic.TICKETS.topicName(), partition.partition()));
            }
        }
        lookAgain();
        findEnds(outdated.stream()
                .filter(partition -> !unknown.containsKey(partition))
                .toList());
        return records;
    }

    private void outdate(TopicPartition tickets) {
        outdated.add(tickets);
        unknown.computeIfPresent(
                tickets,
                (same, before) -> new Unknown(
                        before.sinceNanos(),
                        before.told(),
                        ask(List.of(tickets)).partitionResult(tickets)));
    }

    private ListOffsetsResult ask(List<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        return admin.listOffsets(latest, COMMITTED);
    }

    /** A partition without a leader keeps only its own end unknown, and holds up only its own scans. */
    private void findEnds(List<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        ListOffsetsResult answer = ask(partitions);
        partitions.forEach(partition -> take(partition, answer.partitionResult(partition)));
    }

    /** Does not wait for an answer to what was asked in vain before: that would take the time of all scans. */
    private void lookAgain() {
        Map.copyOf(unknown).forEach((partition, before) -> {
            if (before.answer().isDone()) {
                take(partition, before.answer());
            }
        });
    }

    private void take(TopicPartition partition, KafkaFuture<ListOffsetsResultInfo> answer) {
        try {
            found(partition, answer.get().offset());
        } catch (ExecutionException e) {
            notFound(partition, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void found(TopicPartition partition, long end) {
        ends.put(partition, end);
        outdated.remove(partition);
        Unknown before = unknown.remove(partition);
        if (before != null && before.told()) {
            LOG.info("Kafka tells the end of {} again, and the scans of this partition are decided", partition);
        }
    }

    private void notFound(TopicPartition partition, ExecutionException failure) {
        long now = System.nanoTime();
        Unknown before = unknown.get(partition);
        long since = before == null ? now : before.sinceNanos();
        boolean told = before != null && before.told();
        if (!told && now - since >= TELL_AFTER_NANOS) {
            LOG.warn(
                    "Kafka does not tell the end of {}; the scans of this partition wait, and it is asked again and again. Look for a"
                            + " broker that is down: {}",
                    partition,
                    String.valueOf(failure.getCause()));
            told = true;
        }
        unknown.put(partition, new Unknown(since, told, ask(List.of(partition)).partitionResult(partition)));
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
