package io.gatesync.processor;

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
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer that knows, of each scan that it hands out, how many tickets were written before.
 *
 * <p>Kafka Streams takes a scan while no ticket is at hand only if the tickets' lag is 0 (KIP-695). A plain consumer tells
 * the lag of its last fetch of the tickets, which may be seconds old: it does not fetch what Kafka Streams has enough of.
 */
class TicketsFirstConsumer extends KafkaConsumer<byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(TicketsFirstConsumer.class);
    private static final int PATIENCE_MILLIS = 1_000;

    private static final ListOffsetsOptions AS_READ =
            new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(PATIENCE_MILLIS);

    /** Asked over a connection of its own: on this consumer's, the answer would wait for a fetch to end. */
    private final Admin admin;

    /** Where the tickets ended, after scans were last handed out. */
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    /** Partitions of tickets of which this has still to be found out. */
    private final Set<TopicPartition> unknown = new HashSet<>();

    TicketsFirstConsumer(Map<String, Object> config, Admin admin) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.admin = admin;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
        for (TopicPartition partition : records.partitions()) {
            if (partition.topic().equals(Topic.SCANS.topicName())) {
                unknown.add(new TopicPartition(Topic.TICKETS.topicName(), partition.partition()));
            }
        }
        if (!unknown.isEmpty()) {
            findEnds();
        }
        return records;
    }

    private void findEnds() {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        unknown.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        try {
            admin.listOffsets(latest, AS_READ).all().get().forEach(this::found);
        } catch (ExecutionException e) {
            LOG.debug("where {} end is asked again after the next poll", unknown, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void found(TopicPartition partition, ListOffsetsResult.ListOffsetsResultInfo end) {
        ends.put(partition, end.offset());
        unknown.remove(partition);
    }

    /** Of tickets, how many there are still to be fetched of those that were written before the scans at hand. */
    @Override
    public OptionalLong currentLag(TopicPartition partition) {
        OptionalLong asOfLastFetch = super.currentLag(partition);
        if (unknown.contains(partition)) {
            return OptionalLong.of(Math.max(1, asOfLastFetch.orElse(1)));
        }
        if (asOfLastFetch.isEmpty() || !ends.containsKey(partition)) {
            return asOfLastFetch;
        }
        return OptionalLong.of(Math.max(asOfLastFetch.getAsLong(), ends.get(partition) - position(partition)));
    }
}
