package io.gatesync.access;

import java.util.Optional;

/**
 * Somebody of the staff, as the settings have him.
 *
 * @param eventId of a lead; empty for an organiser
 * @param passcodeHash as {@link Passcodes} writes it
 */
public record Account(String name, Role role, Optional<String> eventId, String passcodeHash) {
    /** @throws IllegalArgumentException if it has no name or no hash, is a device's, or its event does not fit its role */
    public Account {
        if (name.isBlank()) {
            throw new IllegalArgumentException("An account has no name");
        }
        if (role == Role.DEVICE) {
            throw new IllegalArgumentException(
                    "The account %s is a device's; devices log in to events".formatted(name));
        }
        if (eventId.isPresent() == (role == Role.ORGANISER)) {
            throw new IllegalArgumentException("The account %s is of a %s: a lead has one event, an organiser has none"
                    .formatted(name, role.written()));
        }
        if (!Passcodes.isHash(passcodeHash)) {
            throw new IllegalArgumentException(
                    "The account %s has no hash of a passcode, such as {argon2}$argon2id$...".formatted(name));
        }
    }

    /** Leaves the hash out. */
    @Override
    public String toString() {
        return "Account[name=%s, role=%s, eventId=%s]".formatted(name, role.written(), eventId.orElse(""));
    }
}
