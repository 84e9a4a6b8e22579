package io.gatesync.gateway.input;

import org.jspecify.annotations.Nullable;

/** Who may upload what; asked as soon as the body has told it, and before anything is told of what is wrong with the rest. */
@FunctionalInterface
public interface UploadRules {
    /**
     * Refuses who has proved nowhere who he is.
     *
     * @param sessionToken of the body; null if there is none
     */
    default void requireToken(@Nullable String sessionToken) {}

    /** How codes are read at an event; refuses who may not upload there for this device, and an event that takes nothing in. */
    CodeRule require(String eventId, String deviceId);
}
