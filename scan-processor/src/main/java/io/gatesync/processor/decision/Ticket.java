package io.gatesync.processor.decision;

import org.jspecify.annotations.Nullable;

/**
 * What is printed on a ticket; each part null where the organiser gave none.
 *
 * @param type the kind of ticket, such as VIP
 * @param admittence what it admits to; the scanner app's spelling
 * @param number the printed number
 */
public record Ticket(
        @Nullable String type,
        @Nullable String admittence,
        @Nullable String number) {

    /** Nothing is printed on it. */
    public static final Ticket BLANK = new Ticket(null, null, null);
}
