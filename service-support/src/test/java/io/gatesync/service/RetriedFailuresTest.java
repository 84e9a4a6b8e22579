package io.gatesync.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RetriedFailuresTest {

    @Test
    void a_failure_that_repeats_is_logged_once_until_it_works_again(CapturedOutput output) {
        RetriedFailures failures = new RetriedFailures("Reading posters", "They stay on the wall", Duration.ZERO);

        failures.failed(new IllegalStateException("no glue"));
        failures.failed(new IllegalStateException("no glue"));
        assertThat(failures.current())
                .hasValueSatisfying(reason -> assertThat(reason).contains("no glue"));
        assertThat(output.getAll())
                .containsOnlyOnce("Reading posters failed, and is tried again every 0 ms. They stay on the wall");

        failures.succeeded();
        failures.succeeded();
        assertThat(failures.current()).isEmpty();

        failures.failed(new IllegalStateException("no glue"));
        assertThat(output.getAll().split("Reading posters failed", -1)).hasSize(3);
    }

    @Test
    void a_loop_that_is_asked_to_stop_does_not_wait_for_the_next_attempt() {
        RetriedFailures failures = new RetriedFailures("Reading posters", "They stay", Duration.ofDays(1));
        failures.stop();

        failures.failed(new IllegalStateException("no glue"));

        assertThat(failures.current()).isPresent();
    }
}
