package io.gatesync.gateway;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DataSizeUnit;
import org.springframework.util.unit.DataSize;
import org.springframework.util.unit.DataUnit;
import org.springframework.validation.annotation.Validated;

/**
 * What can be set about the gateway; {@code application.yml} says what each key means and holds its default.
 *
 * @param maxScans per upload
 * @param maxBody of every request but ticket files
 * @param maxScansInFlight whose verdicts are awaited at a time
 * @param decisionTimeout after which an upload is answered without the verdicts that are missing
 * @param retryAfter what a client is told to wait before it sends the same again; whole seconds
 * @param repliesRetry between two tries to read outcomes, and two looks for new partitions
 * @param healthTimeout for Kafka to answer a readiness probe
 */
@ConfigurationProperties("gatesync.gateway")
@Validated
public record GatewayProperties(
        @Min(1) int maxScans,
        @NotNull DataSize maxBody,
        @Min(1) int maxScansInFlight,
        @NotNull Duration decisionTimeout,
        @NotNull Duration retryAfter,
        @NotNull Duration repliesRetry,
        @NotNull Duration healthTimeout,
        @NotNull @Valid Tickets tickets,
        @NotNull @Valid Projector projector) {

    @AssertTrue(message = "max-scans-in-flight must hold at least one upload of max-scans")
    boolean isRoomForOneUpload() {
        return maxScansInFlight >= maxScans;
    }

    /**
     * About ticket files.
     *
     * @param maxRow of one row, or of a line
     * @param maxListedErrors refused rows that are listed in the answer; more are only counted
     * @param maxInFlight rows of one file that may be on their way to Kafka at a time
     */
    public record Tickets(
            @NotNull @DataSizeUnit(DataUnit.BYTES) DataSize maxRow,
            @Min(0) int maxListedErrors,
            @Min(1) int maxInFlight) {}

    /**
     * About the status-projector, which answers the reads.
     *
     * @param url without a path
     * @param connectTimeout until it takes the connection
     * @param timeout until it has answered
     */
    public record Projector(
            @NotNull URI url,
            @NotNull Duration connectTimeout,
            @NotNull Duration timeout) {}
}
