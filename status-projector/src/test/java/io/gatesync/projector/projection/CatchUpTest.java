package io.gatesync.projector.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CatchUpTest {
    private static final TopicPartition FIRST = new TopicPartition("scans", 0);
    private static final TopicPartition SECOND = new TopicPartition("scans", 1);

    private final CatchUp catchUp = new CatchUp();

    @Test
    void the_records_left_are_added_up_for_each_topic_until_there_are_none() {
        catchUp.begin(Map.of(FIRST, 100L, SECOND, 50L));

        assertThat(catchUp.recordsLeft(partition -> 20)).isEqualTo(Map.of("scans", 110L));
        assertThat(catchUp.recordsLeft(partition -> 60)).isEqualTo(Map.of("scans", 40L));
        assertThat(catchUp.recordsLeft(partition -> 100)).isEmpty();
    }

    @Test
    void what_was_reached_once_is_not_left_again_and_a_partition_that_went_elsewhere_is_forgotten() {
        catchUp.begin(Map.of(FIRST, 100L, SECOND, 50L));
        catchUp.recordsLeft(partition -> 60);
        catchUp.forget(List.of(FIRST));

        assertThat(catchUp.recordsLeft(partition -> 0)).isEmpty();
    }
}
