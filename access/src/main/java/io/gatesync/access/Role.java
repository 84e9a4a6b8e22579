package io.gatesync.access;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a caller is. */
public enum Role {
    /** A phone or handheld at the gate: its own scans at its own event, under its own device id. */
    DEVICE,
    /** Who runs the gates of one event: reads and corrects it. */
    LEAD,
    /** Who runs the installation: everything. */
    ORGANISER;

    /** As tokens, settings and answers write it. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role that is written so; empty if there is none. */
    public static Optional<Role> read(String written) {
        return Stream.of(values())
                .filter(role -> role.written().equals(written))
                .findFirst();
    }
}
