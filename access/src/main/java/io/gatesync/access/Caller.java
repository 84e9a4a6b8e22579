package io.gatesync.access;

import java.util.Optional;

/**
 * Who has proved who he is, and what that allows.
 *
 * @param name of the account, or the id of the device
 * @param eventId the one event that a device or a lead is at; empty for an organiser
 * @param sessionId of the login that this caller comes from; while the same phone logs in again, it stays the same
 */
public record Caller(Role role, String name, Optional<String> eventId, String sessionId) {
    /** @throws IllegalArgumentException if a device or a lead has no event, or an organiser has one */
    public Caller {
        if (eventId.isPresent() == (role == Role.ORGANISER)) {
            throw new IllegalArgumentException(
                    "A device and a lead have one event, an organiser has none: %s %s".formatted(role.written(), name));
        }
    }

    public boolean isOrganiser() {
        return role == Role.ORGANISER;
    }

    /** Whether he may send what this device scans at this event. */
    public boolean maySendAs(String event, String deviceId) {
        return isOrganiser() || isDevice(event, deviceId);
    }

    /** Whether he may read what became of what this device sent. */
    public boolean mayReadDevice(String event, String deviceId) {
        return mayLead(event) || isDevice(event, deviceId);
    }

    /** Whether he may read what devices of this event need to know. */
    public boolean mayReadTickets(String event) {
        return isOrganiser() || isAt(event);
    }

    /** Whether he may read and correct this event. */
    public boolean mayLead(String event) {
        return isOrganiser() || (role == Role.LEAD && isAt(event));
    }

    private boolean isDevice(String event, String deviceId) {
        return role == Role.DEVICE && isAt(event) && name.equals(deviceId);
    }

    private boolean isAt(String event) {
        return eventId.filter(event::equals).isPresent();
    }
}
