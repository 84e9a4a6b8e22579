package io.gatesync.projector.feed;

import java.util.List;

/**
 * All tickets of an event at one moment, ready to be sent: the parts never change.
 *
 * @param name which list it is
 * @param parts each compressed with gzip; one after the other they are the whole list
 * @param madeAtNanos when it was made, by {@link System#nanoTime}
 */
record TicketList(String name, List<byte[]> parts, long madeAtNanos) {}
