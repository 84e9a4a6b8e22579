package io.gatesync.processor.decision;

/**
 * What is printed on a ticket; each part null where the organiser gave none.
 *
 * @param type the kind of ticket, such as VIP
 * @param admittence what it admits to; the scanner app's spelling
 * @param number the printed number
 */
public record Ticket(String type, String admittence, String number) {}
