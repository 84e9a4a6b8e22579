package io.gatesync.gateway.publish;

import io.gatesync.messaging.Topic;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The number of partitions that the topics of tickets, scans and outcomes had when the gateway started. By that number the
 * records of one ticket find their one writer: after a change, its next scan would go where its admission is not known. From
 * then on nothing is published, until the gateway is started with topics that agree.
 */
public final class PinnedPartitions {
    private static final Logger LOG = LoggerFactory.getLogger(PinnedPartitions.class);

    private final Map<String, Integer> atStart;
    private volatile @Nullable String change;

    /** @param atStart the number of partitions of each topic; those that are not keyed by qrcode may change */
    public PinnedPartitions(Map<Topic, Integer> atStart) {
        this.atStart = atStart.entrySet().stream()
                .filter(topic -> topic.getKey().key() == Topic.Key.QRCODE)
                .collect(Collectors.toMap(topic -> topic.getKey().topicName(), Map.Entry::getValue));
    }

    /** The names of the topics whose number of partitions must not change. */
    public Set<String> topics() {
        return atStart.keySet();
    }

    /** The number of partitions that a topic had at the start. */
    public int count(Topic topic) {
        return Objects.requireNonNull(atStart.get(topic.topicName()));
    }

    /** Notes how many partitions a topic has now. */
    public void check(String topic, int partitions) {
        Integer pinned = atStart.get(topic);
        if (pinned != null && pinned != partitions && change == null) {
            String found =
                    "%s has %d partitions, and had %d when the gateway started".formatted(topic, partitions, pinned);
            change = found;
            LOG.error(
                    "{}. Uploads and ticket loads are answered 503 and stay on the devices, because scans would go where their"
                            + " tickets are not. Kafka cannot take partitions away: restore the topics, or set up new ones"
                            + " and load the tickets again; then start the gateway again",
                    found);
        }
    }

    /** What has changed, in a sentence for the operator; empty while nothing has. */
    public Optional<String> change() {
        return Optional.ofNullable(change);
    }
}
