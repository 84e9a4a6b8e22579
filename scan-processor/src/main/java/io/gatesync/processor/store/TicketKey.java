package io.gatesync.processor.store;

/**
 * Which ticket: a qrcode is unique only within its event.
 *
 * @param eventId the event
 * @param qrcode the text in its QR code
 */
public record TicketKey(String eventId, String qrcode) {}
