package io.gatesync.gateway;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
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
 * The settings {@code gatesync.gateway.*}; {@code application.yml} says what each means and holds its default.
 *
 * @param loopbackPort for plain HTTP on this machine only, where {@code server.port} has TLS; 0 for none
 * @param maxBody size of any body but a ticket file's
 * @param maxScansInFlight number of scans that may wait for their outcomes at a time
 * @param maxScansInFlightPerDevice number of scans of one device that may; an upload waits in slices of half of it
 * @param roomTimeout how long an upload waits for others to make room
 * @param decisionTimeout after which an upload is answered without the verdicts that are missing
 * @param outcomesRetry between a failure to read outcomes or events and the next attempt, and between two looks at the number of partitions
 * @param eventsTimeout for reading the latest events, before one is said to be unknown
 * @param healthTimeout for Kafka to answer a readiness probe
 */
@ConfigurationProperties("gatesync.gateway")
@Validated
public record GatewayProperties(
        @Min(0) @Max(65_535) int loopbackPort,
        @NotNull DataSize maxBody,
        @Min(1) int maxScansInFlight,
        @Min(1) int maxScansInFlightPerDevice,
        @NotNull Duration roomTimeout,
        @NotNull Duration decisionTimeout,
        @NotNull Duration outcomesRetry,
        @NotNull Duration eventsTimeout,
        @NotNull Duration healthTimeout,
        @NotNull @Valid Body body,
        @NotNull @Valid Tickets tickets,
        @NotNull @Valid Projector projector) {

    @AssertTrue(message = "max-scans-in-flight must hold at least max-scans-in-flight-per-device")
    boolean isRoomForOneDevice() {
        return maxScansInFlight >= maxScansInFlightPerDevice;
    }

    @AssertTrue(message = "body.max-in-flight must hold at least one body of max-body")
    boolean isRoomForOneBody() {
        return body.maxInFlight().compareTo(maxBody) > 0;
    }

    /**
     * The settings of how bodies are read.
     *
     * @param maxInFlight size of all bodies, but ticket files, that are in memory at a time
     * @param readTimeout until the next byte of a body
     * @param grace that a client may be waited for in all, beyond the time that its bytes need at the least rate
     * @param leastRate that a client has to send a body at, per second
     */
    public record Body(
            @NotNull DataSize maxInFlight,
            @NotNull Duration readTimeout,
            @NotNull Duration grace,
            @NotNull DataSize leastRate) {}

    /**
     * The settings of ticket lists.
     *
     * @param maxRow size of one row
     * @param maxWorkbook size of a workbook (.xlsx)
     * @param maxListedErrors number of refused rows, and of warnings, that are listed in the answer; more are only counted
     * @param maxInFlight number of tickets of one list that may be sent to Kafka and not yet acknowledged
     * @param compareTimeout until the status-projector sends the next bytes of the event's tickets
     */
    public record Tickets(
            @NotNull @DataSizeUnit(DataUnit.BYTES) DataSize maxRow,
            @NotNull DataSize maxWorkbook,
            @Min(0) int maxListedErrors,
            @Min(1) int maxInFlight,
            @NotNull Duration compareTimeout) {}

    /**
     * The settings of the status-projector, which answers the reads.
     *
     * @param url without a path
     * @param connectTimeout until it accepts a connection
     * @param timeout until it has answered
     */
    public record Projector(
            @NotNull URI url,
            @NotNull Duration connectTimeout,
            @NotNull Duration timeout) {}
}
