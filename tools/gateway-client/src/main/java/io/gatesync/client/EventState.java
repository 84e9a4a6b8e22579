package io.gatesync.client;

/**
 * An event as the organiser has set it.
 *
 * @param state {@code open} or {@code closed}
 */
public record EventState(String eventId, String name, String state) {}
