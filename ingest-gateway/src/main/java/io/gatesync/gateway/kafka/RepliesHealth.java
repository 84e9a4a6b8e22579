package io.gatesync.gateway.kafka;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether verdicts find back to the uploads that wait for them. */
final class RepliesHealth implements HealthIndicator {
    private final Replies replies;

    RepliesHealth(Replies replies) {
        this.replies = replies;
    }

    @Override
    public Health health() {
        String trouble = replies.trouble();
        return trouble == null
                ? Health.up().build()
                : Health.down().withDetail("reason", trouble).build();
    }
}
