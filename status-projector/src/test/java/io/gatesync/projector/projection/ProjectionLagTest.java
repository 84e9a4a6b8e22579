package io.gatesync.projector.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.messaging.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ProjectionLagTest {
    private static final Instant NOON = Instant.parse("2026-07-04T12:00:00Z");
    private static final TopicPartition FIRST = new TopicPartition(Topic.SCAN_OUTCOMES.topicName(), 0);
    private static final TopicPartition SECOND = new TopicPartition(Topic.SCAN_OUTCOMES.topicName(), 1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = NOON;
    private final ProjectionLag lag = new ProjectionLag(meters, () -> now);

    @Test
    void the_records_left_are_added_up_over_the_partitions() {
        lag.reached(FIRST, 10);
        lag.ends(FIRST, 15);
        lag.reached(SECOND, 1);
        lag.ends(SECOND, 3);

        assertThat(records()).isEqualTo(7);
        lag.forget(List.of(FIRST));
        assertThat(records()).isEqualTo(2);
    }

    @Test
    void the_seconds_count_from_when_the_tables_last_showed_all_and_not_from_the_last_record_long_before() {
        lag.reached(FIRST, 10, NOON.minusSeconds(3600));
        lag.ends(FIRST, 10);
        assertThat(seconds()).isZero();

        now = NOON.plusSeconds(2);
        lag.ends(FIRST, 15);
        assertThat(seconds()).isEqualTo(2);
        now = NOON.plusSeconds(60);
        assertThat(seconds()).as("nothing is written, as without PostgreSQL").isEqualTo(60);
    }

    @Test
    void under_load_there_is_always_a_record_left_and_the_tables_are_as_late_as_the_last_one_that_they_show() {
        lag.ends(FIRST, 1000);
        now = NOON.plusSeconds(60);
        lag.reached(FIRST, 999, NOON.plusSeconds(59));

        assertThat(seconds()).isEqualTo(1);
    }

    private double records() {
        return gauge("gatesync.projector.lag.records");
    }

    private double seconds() {
        return gauge("gatesync.projector.lag.seconds");
    }

    private double gauge(String name) {
        return meters.get(name).tag("topic", FIRST.topic()).gauge().value();
    }
}
