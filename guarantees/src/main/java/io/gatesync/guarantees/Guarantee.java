package io.gatesync.guarantees;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.TicketChanged;

/**
 * Something that must hold whatever crashes. It watches what happens, each kind of event in the order of its topic, and
 * says at the end whether it held. Unit, topology, integration and fault tests all use the same ones.
 */
public interface Guarantee {
    /** The organiser said something of a ticket. */
    default void onTicketChanged(TicketChanged change) {}

    /** An upload was announced. */
    default void onSyncStarted(RecordPosition id, SyncStarted sync) {}

    /** A scan is in the topic of scans. */
    default void onUploaded(ScanUploaded scan) {}

    /** A committed verdict is in the topic of outcomes. */
    default void onDecided(ScanDecided outcome) {}

    /** A device was answered 200 or 202 for an upload of so many scans. */
    default void onAcknowledged(long syncSessionId, int scans) {}

    /**
     * Says whether it held, once everything has been shown.
     *
     * @throws AssertionError naming what broke it
     */
    void verify();
}
