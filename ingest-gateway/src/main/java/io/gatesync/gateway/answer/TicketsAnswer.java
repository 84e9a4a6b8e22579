package io.gatesync.gateway.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What became of a ticket file.
 *
 * @param accepted rows that Kafka holds now
 * @param refused rows that are no tickets
 * @param errors the first of the refused, by line
 * @param errorsTruncated whether there are more refused rows than errors listed
 */
@JsonNaming(SnakeCaseStrategy.class)
public record TicketsAnswer(
        String eventId,
        long accepted,
        long refused,
        List<RefusedRow> errors,
        @JsonInclude(Include.NON_DEFAULT) boolean errorsTruncated) {

    /** A row that is no ticket: the physical line that it begins on, from 1, and why. */
    public record RefusedRow(long line, String reason) {}
}
