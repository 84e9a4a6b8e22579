package io.gatesync.projector;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The settings {@code gatesync.projector.*}; {@code application.yml} says what each is for and holds its default.
 *
 * @param syncTimeout how long after its start an upload that lacks verdicts is shown as failed
 * @param sweepInterval how often overdue uploads are looked for
 * @param firstRetryWait until the first retry while something is away; doubled for each further one
 * @param longestRetryWait between two retries while something is away, at most
 * @param pollTimeout how long a poll waits for records
 * @param checkInterval how often the projector compares its positions with the tables
 * @param kafkaTimeout how long Kafka may be silent before it counts as away
 * @param deadLetterTimeout how long Kafka may take to acknowledge a dead letter
 * @param deadLettersInARow how many records in a row may be sent to the dead letters before the projection stops
 * @param ticketWait how long the gateway's question about tickets waits for the tables to catch up
 * @param feedIdle how long the tickets of an event are kept in memory after the last device has asked for them
 */
@Validated
@ConfigurationProperties("gatesync.projector")
record ProjectorProperties(
        @NotNull @DurationMin(seconds = 1) Duration syncTimeout,
        @NotNull @DurationMin(millis = 100) Duration sweepInterval,
        @NotNull @DurationMin(millis = 1) Duration firstRetryWait,
        @NotNull @DurationMin(millis = 1) Duration longestRetryWait,
        @NotNull @DurationMin(millis = 10) Duration pollTimeout,
        @NotNull @DurationMin(millis = 10) Duration checkInterval,
        @NotNull @DurationMin(seconds = 1) Duration kafkaTimeout,
        @NotNull @DurationMin(seconds = 1) Duration deadLetterTimeout,
        @Min(1) int deadLettersInARow,
        @NotNull @DurationMin(millis = 1) Duration ticketWait,
        @NotNull @DurationMin(seconds = 1) Duration feedIdle) {}
