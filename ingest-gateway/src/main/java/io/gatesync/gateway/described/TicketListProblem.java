package io.gatesync.gateway.described;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.gatesync.gateway.ticketlist.TicketRow;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Why a list of tickets was not loaded, or not all of it.
 *
 * @param title of the status
 * @param status of the answer
 * @param detail what is wrong, and what to do, in sentences for the organiser
 * @param instance as of RFC 9457
 * @param retry true: send the same again, after {@code Retry-After}. False: the same can never succeed
 * @param accepted number of rows that are tickets
 * @param refused number of rows that are none
 * @param errors the first of the refused rows
 * @param columns which column was read as which field
 * @param missing how many valid tickets of the event the list does not have
 * @param validBefore how many valid tickets the event has
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
@Schema(name = "TicketListProblem")
public record TicketListProblem(
        String title,
        int status,
        String detail,
        @Nullable String instance,
        boolean retry,
        long accepted,
        long refused,
        @Nullable List<TicketRow.Refused> errors,
        @Nullable Map<String, String> columns,
        @Nullable Long missing,
        @Nullable Long validBefore) {}
