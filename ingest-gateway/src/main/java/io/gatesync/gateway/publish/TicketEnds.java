package io.gatesync.gateway.publish;

import static java.util.Objects.requireNonNull;

import io.gatesync.messaging.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Where the topic of tickets ends: what the tables must show before a list can be compared with them. */
public final class TicketEnds {
    private final Admin admin;
    private final int partitions;
    private final Duration timeout;

    /**
     * @param partitions how many the topic has
     * @param timeout for Kafka to answer
     */
    public TicketEnds(Admin admin, int partitions, Duration timeout) {
        this.admin = admin;
        this.partitions = partitions;
        this.timeout = timeout;
    }

    /**
     * The offset after the last record of each partition.
     *
     * @throws NotPublishedException if Kafka does not answer
     */
    public List<Long> now() {
        List<TopicPartition> asked = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(Topic.TICKETS.topicName(), partition))
                .toList();
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        asked.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        try {
            var ends = admin.listOffsets(latest).all().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return asked.stream()
                    .map(partition -> requireNonNull(ends.get(partition)).offset())
                    .toList();
        } catch (ExecutionException | TimeoutException e) {
            throw new NotPublishedException("Kafka does not say where the tickets end: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotPublishedException("The gateway is stopping.", e);
        }
    }
}
