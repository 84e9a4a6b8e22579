package io.gatesync.guarantees.topics;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.messaging.Topic;
import io.gatesync.schemas.DeviceChanged;
import io.gatesync.schemas.DeviceLoggedIn;
import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.LoginAttempted;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.TicketChanged;
import java.util.UUID;

/**
 * Is shown the committed records of the topics, and what the gateway acknowledged. The records of one partition come in
 * their order, those of different partitions and topics in any.
 */
public interface TopicObserver {

    /** An event was opened, changed, closed or ended. */
    default void onEventChanged(EventAccess event) {}

    /** A ticket was issued, changed or revoked. */
    default void onTicketChanged(TicketChanged change) {}

    /** An upload was announced. */
    default void onSyncStarted(RecordPosition position, SyncStarted sync) {}

    /** A scan is in the topic of scans. */
    default void onUploaded(ScanUploaded scan) {}

    /** A verdict is in the topic of outcomes. */
    default void onDecided(ScanDecided outcome) {}

    /** A record is in one of the topics and cannot be decoded, now or later. */
    default void onUndecodable(Topic topic, RecordPosition position, String reason) {}

    /** A device was named, cut off or given back. */
    default void onDeviceChanged(DeviceChanged device) {}

    /** A phone has logged in as a device. */
    default void onDeviceLoggedIn(DeviceLoggedIn login) {}

    /** Somebody tried to log in. */
    default void onLoginAttempted(RecordPosition position, LoginAttempted attempt) {}

    /** A device was told a verdict. */
    default void onTold(Told told) {}

    /** The gateway answered 200 or 202 to an upload of so many scans. Saying so again changes nothing. */
    default void onAcknowledged(long syncSessionId, int scans) {}

    /** The gateway answered 200 or 202 to a single scan that was made online. */
    default void onScanAcknowledged(String eventId, UUID scanId) {}

    /** The gateway answered 200 to a list with this ticket. */
    default void onTicketAcknowledged(String eventId, String qrcode) {}
}
