package io.gatesync.gateway.comparison;

/**
 * A ticket as the event has it.
 *
 * @param qrcode the text in its QR code
 * @param type as printed; empty if there is none
 * @param admittence as printed; empty if there is none
 * @param number as printed; empty if there is none
 */
public record CurrentTicket(String qrcode, String type, String admittence, String number, boolean revoked) {}
