package io.gatesync.projector.projection;

import io.gatesync.messaging.Topic;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the tables are behind the topics, as metrics. It stays as it was last known while the projector cannot read or write,
 * and its seconds go on.
 */
final class ProjectionLag {
    private final InstantSource clock;
    private final Map<TopicPartition, Progress> progress = new ConcurrentHashMap<>();

    /**
     * @param end where the partition ends, as far as known
     * @param next the next offset to be projected
     * @param shownUntil the time up to which the tables certainly show the partition: of the last record, or when there was none left
     */
    private record Progress(long end, long next, Instant shownUntil) {
        long records() {
            return Math.max(0, end - next);
        }
    }

    /** @param meters in which the lag of each projected topic is registered */
    ProjectionLag(MeterRegistry meters, InstantSource clock) {
        this.clock = clock;
        for (Topic topic : ProjectedTopic.topics()) {
            Gauge.builder("gatesync.projector.lag.records", () -> records(topic))
                    .tag("topic", topic.topicName())
                    .description("Records in Kafka that the tables do not show yet")
                    .register(meters);
            Gauge.builder("gatesync.projector.lag.seconds", () -> seconds(topic))
                    .tag("topic", topic.topicName())
                    .description("How long ago the tables last showed all records; 0 if they do")
                    .register(meters);
        }
    }

    /** A partition ends here, as far as known. */
    void ends(TopicPartition partition, long end) {
        progress.compute(partition, (same, before) -> {
            long next = before == null ? 0 : before.next;
            return new Progress(end, next, shownUntil(before, end - next, Instant.EPOCH));
        });
    }

    /** The tables show a partition up to this offset. */
    void reached(TopicPartition partition, long next) {
        reached(partition, next, Instant.EPOCH);
    }

    /**
     * The tables show a partition up to this offset.
     *
     * @param lastRecord the time of the record before it
     */
    void reached(TopicPartition partition, long next, Instant lastRecord) {
        progress.compute(partition, (same, before) -> {
            long end = Math.max(next, before == null ? 0 : before.end);
            return new Progress(end, next, shownUntil(before, end - next, lastRecord));
        });
    }

    private Instant shownUntil(Progress before, long left, Instant lastRecord) {
        if (left <= 0) {
            return clock.instant();
        }
        // A partition that is new here is behind from now on, for all that is known.
        Instant known = before == null ? clock.instant() : before.shownUntil;
        return known.isAfter(lastRecord) ? known : lastRecord;
    }

    /** These partitions are read by another projector from now on. */
    void forget(Collection<TopicPartition> partitions) {
        progress.keySet().removeAll(partitions);
    }

    private long records(Topic topic) {
        return of(topic).mapToLong(Progress::records).sum();
    }

    private double seconds(Topic topic) {
        Instant now = clock.instant();
        return of(topic)
                .filter(partition -> partition.records() > 0)
                .mapToDouble(
                        partition -> Duration.between(partition.shownUntil, now).toMillis() / 1000.0)
                .map(seconds -> Math.max(0, seconds)) // Records are of other clocks.
                .max()
                .orElse(0);
    }

    private Stream<Progress> of(Topic topic) {
        return progress.entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic.topicName()))
                .map(Map.Entry::getValue);
    }
}
