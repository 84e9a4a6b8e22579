package io.gatesync.gateway.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.gatesync.gateway.input.TicketRow;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The answer to a ticket file.
 *
 * @param accepted number of rows that Kafka has acknowledged
 * @param refused number of rows that are no tickets
 * @param errors the first of the refused rows, in the order of the file
 * @param errorsTruncated whether there are more refused rows than errors listed
 */
@JsonNaming(SnakeCaseStrategy.class)
public record TicketsAnswer(
        String eventId,
        long accepted,
        long refused,
        List<TicketRow.Refused> errors,
        @JsonInclude(Include.NON_DEFAULT) boolean errorsTruncated) {

    /** The answer to a file of an event, with the refused rows that are listed. */
    public static TicketsAnswer of(String eventId, long accepted, long refused, List<TicketRow.Refused> listed) {
        return new TicketsAnswer(eventId, accepted, refused, listed, refused > listed.size());
    }
}
