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
 * @param topicConfig the entries of the topic's configuration that set it
 */
public record Retention(Map<String, String> topicConfig) {

    /**
     * Deletes records that are older than this.
     *
     * @param days at least 1
     */
    public static Retention days(int days) {
        if (days < 1) {
            throw new IllegalArgumentException("Records must be kept for at least 1 day, not " + days);
        }
        return deleteAfterMillis(Duration.ofDays(days).toMillis());
    }

    static Retention forever() {
        return deleteAfterMillis(-1);
    }

    /** Keeps the latest record of each key for ever, and deletes the others in time. */
    static Retention compacted() {
        return new Retention(Map.of(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_COMPACT));
    }

    private static Retention deleteAfterMillis(long millis) {
        return new Retention(
                Map.of(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE, RETENTION_MS_CONFIG, Long.toString(millis)));
    }
}
