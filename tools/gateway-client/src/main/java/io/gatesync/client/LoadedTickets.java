package io.gatesync.client;

/**
 * The result of loading tickets.
 *
 * @param accepted rows that are now tickets
 * @param refused rows that are not valid
 */
public record LoadedTickets(long accepted, long refused) {}
