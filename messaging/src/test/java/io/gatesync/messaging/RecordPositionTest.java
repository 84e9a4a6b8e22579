package io.gatesync.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecordPositionTest {
    private static final long LARGEST_EXACT_IN_JAVASCRIPT = (1L << 53) - 1;

    @Test
    void the_first_record_of_all_is_not_zero_which_an_app_would_take_for_none() {
        assertThat(new RecordPosition(0, 0).toLong()).isEqualTo(1024);
    }

    @Test
    void a_number_tells_which_position_it_came_from() {
        RecordPosition position = new RecordPosition(1023, 123_456_789_012L);

        assertThat(RecordPosition.of(position.toLong())).isEqualTo(position);
    }

    @Test
    void no_two_positions_share_a_number() {
        assertThat(LongStream.range(0, 10_000)
                        .map(i -> new RecordPosition((int) (i % 100), i / 100).toLong())
                        .distinct())
                .hasSize(10_000);
    }

    @Test
    void numbers_stay_exact_in_javascript() {
        long offset = (1L << 43) - 2;

        assertThat(new RecordPosition(1023, offset).toLong()).isLessThanOrEqualTo(LARGEST_EXACT_IN_JAVASCRIPT);
    }

    @Test
    void a_number_that_no_position_gives_is_refused() {
        assertThatThrownBy(() -> RecordPosition.of(1023)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RecordPosition.of(-5000)).isInstanceOf(IllegalArgumentException.class);
    }
}
