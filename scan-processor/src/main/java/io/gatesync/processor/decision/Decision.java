package io.gatesync.processor.decision;

/**
 * What a scan leads to.
 *
 * @param state the ticket's state after the scan
 * @param verdict the verdict on the scan
 * @param replayed whether the scan was only sent again: it gets the verdict that it had
 * @param round the round of admissions that the verdict was first given in
 * @param undone whether the scan was taken back before it was sent again: nobody is in on it
 */
public record Decision(TicketState state, Verdict verdict, boolean replayed, long round, boolean undone) {}
