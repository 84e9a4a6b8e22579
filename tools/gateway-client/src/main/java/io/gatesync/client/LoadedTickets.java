package io.gatesync.client;

/** What became of the rows of a ticket list. */
public record LoadedTickets(long accepted, long refused) {}
