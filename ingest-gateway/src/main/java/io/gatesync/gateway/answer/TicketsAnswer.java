package io.gatesync.gateway.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatesync.gateway.comparison.Counts;
import io.gatesync.gateway.comparison.TicketLoad;
import io.gatesync.gateway.ticketlist.Notice;
import io.gatesync.gateway.ticketlist.TicketRow;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The answer to a ticket list.
 *
 * @param accepted number of rows that are tickets; Kafka has acknowledged all that they change
 * @param refused number of rows that are no tickets
 * @param errors the first of the refused rows, in the order of the list
 * @param errorsTruncated whether there are more refused rows than errors listed
 * @param mode what was done: update, replace or check
 * @param rows of the list, without its header
 * @param tickets distinct ones in the list
 * @param repeated tickets that stand on more than one row
 * @param repeatedDiffering those of them of which the rows say different things; the last one counts
 * @param changes what changed by comparison with the event's tickets; null if the list was not compared
 * @param notCompared why not; null if it was
 * @param columns which column was read as which field
 * @param ignoredColumns that were passed over
 * @param warnings the first of what the organiser should look at
 * @param warned number of all warnings
 */
@JsonNaming(SnakeCaseStrategy.class)
public record TicketsAnswer(
        String eventId,
        long accepted,
        long refused,
        List<TicketRow.Refused> errors,
        @JsonInclude(Include.NON_DEFAULT) boolean errorsTruncated,

        @Schema(allowableValues = {"update", "replace", "check"})
        String mode,

        long rows,
        long tickets,
        long repeated,
        long repeatedDiffering,
        @JsonInclude(Include.NON_NULL) @Nullable Changes changes,
        @JsonInclude(Include.NON_NULL) @Nullable String notCompared,
        @JsonInclude(Include.NON_EMPTY) Map<String, String> columns,
        @JsonInclude(Include.NON_EMPTY) List<String> ignoredColumns,
        List<Notice> warnings,
        long warned) {

    private static final String NOT_COMPARED =
            "The tables do not show all of the event's tickets yet, or do not answer: all that the list says was loaded, and what it"
                    + " changed is not known. Send it again with mode=check to see.";

    /**
     * What a list changes, or in mode check would change, in distinct tickets.
     *
     * @param added that the event did not have
     * @param changed in what is printed on them
     * @param restored that were revoked and are valid by the list
     * @param revoked that were valid and are revoked by the list
     * @param unchanged that the event has as the list says
     * @param stayRevoked those of the list that were revoked and stay so
     * @param missing valid tickets of the event that the list does not have; in mode replace they were revoked
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Changes(
            @JsonProperty("new") long added,
            long changed,
            long restored,
            long revoked,
            long unchanged,
            long stayRevoked,
            long missing) {
        static Changes of(Counts counts) {
            return new Changes(
                    counts.added(),
                    counts.changed(),
                    counts.restored(),
                    counts.revoked(),
                    counts.unchanged(),
                    counts.stayRevoked(),
                    counts.missing());
        }
    }

    /** The answer to a list of an event, after it was read and compared. */
    public static TicketsAnswer of(String eventId, TicketLoad load) {
        Counts counts = load.counts();
        return new TicketsAnswer(
                eventId,
                load.accepted(),
                load.refused(),
                load.listed(),
                load.refused() > load.listed().size(),
                load.kind().name().toLowerCase(Locale.ROOT),
                load.accepted() + load.refused(),
                counts.tickets(),
                counts.repeated(),
                counts.repeatedDiffering(),
                load.compared() ? Changes.of(counts) : null,
                load.compared() ? null : NOT_COMPARED,
                load.columns(),
                load.ignoredColumns(),
                load.notices().listed(),
                load.notices().count());
    }
}
