package io.gatesync.gateway.comparison;

import io.gatesync.gateway.ticketlist.LoadMode;
import io.gatesync.gateway.ticketlist.Notices;
import io.gatesync.gateway.ticketlist.TicketRow;
import java.util.List;
import java.util.Map;

/**
 * The result of loading a ticket list.
 *
 * @param kind what was done
 * @param accepted number of rows that are tickets
 * @param refused number of rows that are no tickets
 * @param listed the first of the refused rows, in the order of the list
 * @param columns which column was read as which field
 * @param ignoredColumns that were passed over
 * @param compared whether the list was compared with the event's tickets
 * @param counts what the list says
 * @param published number of records that Kafka has acknowledged
 * @param notices what the organiser should look at
 */
public record TicketLoad(
        LoadMode.Kind kind,
        long accepted,
        long refused,
        List<TicketRow.Refused> listed,
        Map<String, String> columns,
        List<String> ignoredColumns,
        boolean compared,
        Counts counts,
        long published,
        Notices notices) {}
