package io.gatesync.gateway;

import io.gatesync.gateway.publish.PinnedPartitions;
import io.gatesync.gateway.publish.RecordProducer;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while a broker answers, the topics are as they were at the start, and Kafka takes what is written. */
final class KafkaHealth implements HealthIndicator {
    private final Admin admin;
    private final Duration timeout;
    private final PinnedPartitions partitions;
    private final RecordProducer producer;

    KafkaHealth(Admin admin, Duration timeout, PinnedPartitions partitions, RecordProducer producer) {
        this.admin = admin;
        this.timeout = timeout;
        this.partitions = partitions;
        this.producer = producer;
    }

    @Override
    public Health health() {
        DescribeTopicsOptions options = new DescribeTopicsOptions().timeoutMs((int) timeout.toMillis());
        try {
            admin.describeTopics(partitions.topics(), options)
                    .allTopicNames()
                    .get()
                    .forEach((topic, description) ->
                            partitions.check(topic, description.partitions().size()));
            return producer.trouble()
                    .map(KafkaHealth::down)
                    .orElseGet(() -> Health.up().build());
        } catch (ExecutionException e) {
            return down("Kafka does not answer: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return down("the gateway is stopping");
        }
    }

    private static Health down(String reason) {
        return Health.down().withDetail("reason", reason).build();
    }
}
