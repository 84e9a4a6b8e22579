package io.gatesync.gateway.described;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** A line of the list of tickets that devices load. Unknown members are to be passed over. */
@Schema(name = "TicketLine")
public sealed interface TicketLine {

    /**
     * The first line of a whole list, and of its part 0.
     *
     * @param event the event's id
     * @param name the event's name
     * @param base names this very list, for its other parts
     * @param parts of the list
     * @param tickets in the list
     * @param rule how the device decides, and its version
     * @param codePattern by which a code is taken out of what is scanned; null: all of it is the code
     * @param codeCaseMatters whether codes that differ in case are two codes
     * @param hash how codes are hashed
     * @param key of the hashes, in base64url
     * @param at when the list was made, in milliseconds since 1970
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "TicketLine.Head")
    record Head(
            String event,
            String name,
            String base,
            int parts,
            int tickets,
            String rule,
            @Nullable String codePattern,
            boolean codeCaseMatters,
            String hash,
            String key,
            long at)
            implements TicketLine {}

    /**
     * A ticket.
     *
     * @param h the hash of its code, in base64url
     * @param s 0 valid, 1 revoked
     * @param t type
     * @param a admittence
     * @param n number
     * @param in on which scan its holder came in; absent: nobody is inside on it
     */
    @JsonInclude(Include.NON_NULL)
    @Schema(name = "TicketLine.Ticket")
    record Ticket(
            String h,
            @Schema(minimum = "0", maximum = "1") int s,
            @Nullable String t,
            @Nullable String a,
            @Nullable String n,
            @Nullable Entry in)
            implements TicketLine {}

    /**
     * The scan on which somebody came in.
     *
     * @param d the device
     * @param g its gate
     * @param at the device's time, in milliseconds since 1970
     */
    @JsonInclude(Include.NON_NULL)
    @Schema(name = "TicketLine.Entry")
    record Entry(String d, @Nullable String g, long at) {}

    /**
     * The last line of a list, of its last part, and of changes.
     *
     * @param cursor from where to ask for what has changed
     * @param more whether more has changed by now
     */
    @Schema(name = "TicketLine.End")
    record End(String cursor, boolean more) implements TicketLine {}
}
