package io.gatesync.processor.decision;

/**
 * What a scan leads to.
 *
 * @param state of the ticket, from now on
 * @param outcome the verdict on the scan
 * @param replayed whether the scan had this verdict before, and was only sent again
 */
public record Decision(TicketState state, Outcome outcome, boolean replayed) {}
