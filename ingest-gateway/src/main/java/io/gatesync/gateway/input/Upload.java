package io.gatesync.gateway.input;

import java.util.List;
import java.util.Optional;

/** Scans that a device sends to be decided. All texts in it have been checked. */
public sealed interface Upload {
    String eventId();

    String deviceId();

    /**
     * Scans that a device made, perhaps hours ago; publishing them makes a sync session.
     *
     * @param sessionToken the device's login session
     * @param scans at least one, in the device's order
     */
    record Batch(String eventId, String deviceId, String sessionToken, List<Scan> scans) implements Upload {}

    /**
     * One scan, made online.
     *
     * @param sessionToken the device's login session; empty if it did not name one
     */
    record SingleScan(String eventId, String deviceId, Optional<String> sessionToken, Scan scan) implements Upload {}
}
