package io.gatesync.gateway.ticketlist;

/**
 * Something about a list that the organiser should look at before the doors open, though nothing was refused for it.
 *
 * @param line where it stands, from 1
 * @param reason in a sentence for the organiser
 */
public record Notice(long line, String reason) {}
