package io.gatesync.projector;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The projector's own settings, {@code gatesync.projector.*}; application.yml says what each is for.
 *
 * @param syncTimeout a sync whose verdicts have not all come this long after its start is shown as failed
 * @param sweepInterval how often overdue syncs are looked for
 * @param firstRetryWait the first wait while something is away; doubled each time
 * @param longestRetryWait the longest wait while something is away
 * @param pollTimeout how long a poll waits for records
 * @param deadLetterTimeout how long Kafka may take to acknowledge a dead letter
 */
@Validated
@ConfigurationProperties("gatesync.projector")
public record ProjectorProperties(
        @NotNull @DurationMin(seconds = 1) Duration syncTimeout,
        @NotNull @DurationMin(millis = 100) Duration sweepInterval,
        @NotNull @DurationMin(millis = 1) Duration firstRetryWait,
        @NotNull @DurationMin(millis = 1) Duration longestRetryWait,
        @NotNull @DurationMin(millis = 10) Duration pollTimeout,
        @NotNull @DurationMin(seconds = 1) Duration deadLetterTimeout) {}
