package io.gatesync.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class DeadLetterRunTest {
    private final DeadLetterRun none = DeadLetterRun.none(2);

    @Test
    void as_many_dead_letters_in_a_row_as_the_limit_says_are_the_records_own_fault() {
        assertThat(none.isAtLimit()).isFalse();
        assertThat(none.longer().isAtLimit()).isFalse();
        assertThat(none.longer().longer().isAtLimit()).isTrue();
    }

    @Test
    void one_record_that_is_not_broken_ends_the_run() {
        assertThat(none.longer().longer().ended()).isEqualTo(none);
        assertThat(none.longer().ended().longer().isAtLimit()).isFalse();
    }

    @Test
    void a_limit_that_lets_no_record_be_broken_is_a_mistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> DeadLetterRun.none(0));
    }
}
