package io.gatesync.gateway.publish;

import static java.util.Objects.requireNonNull;

import io.gatesync.messaging.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** How long Kafka keeps what was written until now, as its topics are configured. */
public final class KeptRecords {
    /** The topics whose records are of one event, and are not replaced by later ones. */
    private static final List<Topic> OF_EVENTS = List.of(
            Topic.TICKETS,
            Topic.SCANS,
            Topic.SCAN_OUTCOMES,
            Topic.SYNC_SESSIONS,
            Topic.LOGIN_ATTEMPTS,
            Topic.DEAD_LETTERS);

    private static final long FOR_EVER = -1;

    private final Admin admin;

    public KeptRecords(Admin admin) {
        this.admin = admin;
    }

    /**
     * How long one topic keeps them.
     *
     * @param until when the last of them is deleted at the latest; null: never
     */
    public record Kept(String topic, @Nullable Instant until) {}

    /**
     * How long each topic keeps what was written until this moment.
     *
     * @throws NotPublishedException if Kafka does not tell
     */
    public List<Kept> since(Instant now) {
        return configs().entrySet().stream()
                .map(topic -> new Kept(topic.getKey().name(), until(now, topic.getValue())))
                .sorted(Comparator.comparing(Kept::topic))
                .toList();
    }

    /** Kafka deletes a segment when its newest record is old enough, and a segment takes records in for a while. */
    private static @Nullable Instant until(Instant now, Config topic) {
        long retention = millis(topic, TopicConfig.RETENTION_MS_CONFIG);
        return retention == FOR_EVER
                ? null
                : now.plusMillis(retention).plus(Duration.ofMillis(millis(topic, TopicConfig.SEGMENT_MS_CONFIG)));
    }

    private static long millis(Config topic, String name) {
        return Long.parseLong(requireNonNull(topic.get(name)).value());
    }

    private Map<ConfigResource, Config> configs() {
        try {
            return admin.describeConfigs(OF_EVENTS.stream()
                            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()))
                            .toList())
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new NotPublishedException("Kafka does not tell how long it keeps records: " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e); // Sets the thread's interrupt flag again.
        }
    }
}
