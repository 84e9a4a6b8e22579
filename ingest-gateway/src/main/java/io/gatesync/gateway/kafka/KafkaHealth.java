package io.gatesync.gateway.kafka;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether a broker answers. */
final class KafkaHealth implements HealthIndicator {
    private final Admin admin;
    private final Duration timeout;

    KafkaHealth(Admin admin, Duration timeout) {
        this.admin = admin;
        this.timeout = timeout;
    }

    @Override
    public Health health() {
        DescribeClusterOptions inTime = new DescribeClusterOptions().timeoutMs((int) timeout.toMillis());
        try {
            admin.describeCluster(inTime).clusterId().get();
            return Health.up().build();
        } catch (ExecutionException e) {
            return Health.down().withDetail("reason", e.getCause().getMessage()).build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.down().withDetail("reason", "stopping").build();
        }
    }
}
