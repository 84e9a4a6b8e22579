package io.gatesync.opponents;

import org.jspecify.annotations.Nullable;

/**
 * What the answer says of a ticket.
 *
 * @param firstDevice who was first, null before the first scan and of no ticket
 * @param firstAtMillis when that scan was, by the device's clock
 */
record Ticket(
        @Nullable String type,
        @Nullable String admittence,
        @Nullable String number,
        @Nullable String firstDevice,
        long firstAtMillis) {

    static final Ticket NONE = new Ticket(null, null, null, null, 0);
}
