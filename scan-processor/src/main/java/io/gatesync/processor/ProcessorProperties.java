package io.gatesync.processor;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The settings {@code gatesync.processor.*}; {@code application.yml} holds their defaults, with the reasons.
 *
 * @param instanceId a name of its own for each instance, for static membership; empty for none
 * @param stateDir the folder of the ticket store
 * @param threads stream threads in this instance
 * @param standbyReplicas copies of each store partition on other instances
 * @param commitInterval how often verdicts are committed, and so become visible
 * @param sessionTimeout how long an instance may be silent before its tickets go to another
 * @param transactionTimeout how long a transaction may stay open before Kafka aborts it
 * @param linger how long the producer waits for a batch to fill
 * @param registryRetry the pause between two attempts to reach a registry that does not answer
 * @param stuckAfter how long a thread may take over its records before its tickets go to another
 * @param maxDeadLettersInARow how many records of one partition in a row may be put aside before deciding stops
 * @param storeMemoryMib off-heap memory for all store partitions of this instance together, in MiB
 */
@Validated
@ConfigurationProperties("gatesync.processor")
public record ProcessorProperties(
        @NotNull String instanceId,
        @NotNull Path stateDir,
        @Min(1) int threads,
        @Min(0) int standbyReplicas,
        @NotNull Duration commitInterval,
        @NotNull Duration sessionTimeout,
        @NotNull Duration transactionTimeout,
        @NotNull Duration linger,
        @NotNull Duration registryRetry,
        @NotNull Duration stuckAfter,
        @Min(1) int maxDeadLettersInARow,
        @Min(16) @Max(65536) int storeMemoryMib) {}
