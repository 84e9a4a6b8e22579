package io.gatesync.gateway.publish;

import io.gatesync.gateway.input.TicketRow;
import java.util.List;

/**
 * The result of loading a ticket file.
 *
 * @param accepted number of rows that Kafka has acknowledged
 * @param refused number of rows that are no tickets
 * @param listed the first of the refused rows, in the order of the file
 */
public record TicketLoad(long accepted, long refused, List<TicketRow.Refused> listed) {}
