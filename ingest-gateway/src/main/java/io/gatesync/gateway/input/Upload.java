package io.gatesync.gateway.input;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Scans that a device sends to be decided, or to take one back. All texts in it have been checked. */
public sealed interface Upload {
    String eventId();

    String deviceId();

    /** How far the device's clock is ahead of the gateway's; below zero if it is behind, empty if it did not tell its time. */
    Optional<Duration> clockAhead();

    /** Names the device at its event, since two events may call devices the same. */
    default String device() {
        return eventId() + " " + deviceId();
    }

    /**
     * Scans that a device made, perhaps hours ago; publishing them makes a sync session.
     *
     * @param sessionToken the device's login session, as it is kept: of a token, its hash
     * @param pending how many scans the device still holds after this upload; empty if it did not say
     * @param scans at least one, in the device's order
     * @param vouchedFor whether a lead answers for them: then they count also where their device was cut off
     */
    record Batch(
            String eventId,
            String deviceId,
            String sessionToken,
            Optional<Duration> clockAhead,
            OptionalInt pending,
            List<Scan> scans,
            boolean vouchedFor)
            implements Upload {

        /** The scans in their order, in slices of at most so many. */
        public List<List<Scan>> slices(int size) {
            List<List<Scan>> slices = new ArrayList<>();
            for (int from = 0; from < scans.size(); from += size) {
                slices.add(scans.subList(from, Math.min(from + size, scans.size())));
            }
            return slices;
        }
    }

    /**
     * One scan, made online.
     *
     * @param sessionToken the same; empty if it did not name one
     */
    record SingleScan(
            String eventId, String deviceId, Optional<String> sessionToken, Optional<Duration> clockAhead, Scan scan)
            implements Upload {}

    /**
     * The wish to take back one scan that was uploaded before.
     *
     * @param scan as its id and its time name it; nobody was let in on the wish
     * @param undoneAt when the staff took it back, by the device's clock
     * @param reason why, in their words
     */
    record Undo(
            String eventId,
            String deviceId,
            Optional<String> sessionToken,
            Optional<Duration> clockAhead,
            Scan scan,
            Instant undoneAt,
            String reason)
            implements Upload {}
}
