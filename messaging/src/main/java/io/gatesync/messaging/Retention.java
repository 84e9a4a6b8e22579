package io.gatesync.messaging;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import java.time.Duration;
import java.util.Map;

/**
 * How long Kafka keeps a topic's records.
 *
 * @param topicConfig the topic configuration that says so
 */
public record Retention(Map<String, String> topicConfig) {

    static Retention forever() {
        return deleteAfterMillis(-1);
    }

    static Retention days(int days) {
        return of(Duration.ofDays(days));
    }

    /** For so long. */
    public static Retention of(Duration kept) {
        return deleteAfterMillis(kept.toMillis());
    }

    /** For ever, but of each key only the latest record. */
    static Retention compacted() {
        return new Retention(Map.of(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_COMPACT));
    }

    private static Retention deleteAfterMillis(long millis) {
        return new Retention(
                Map.of(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE, RETENTION_MS_CONFIG, Long.toString(millis)));
    }
}
