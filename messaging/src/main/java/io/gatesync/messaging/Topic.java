package io.gatesync.messaging;

import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.LoginAttempted;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.TicketChanged;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Every topic of GateSync, declared once: name, key, value and how long Kafka keeps it. */
public enum Topic {
    /** All that was ever said of any ticket. Not compacted: a qrcode is unique only within its event. */
    TICKETS("gatesync.tickets", Key.QRCODE, TicketChanged.class, Retention.forever()),
    /** Scans as devices uploaded them. */
    SCANS("gatesync.scans", Key.QRCODE, ScanUploaded.class, Retention.days(30)),
    /** The verdict on each scan: what the gateway answers, the tables show and analysts read. */
    SCAN_OUTCOMES("gatesync.scan-outcomes", Key.QRCODE, ScanDecided.class, Retention.days(90)),
    /** Uploads, each announced before its scans. */
    SYNC_SESSIONS("gatesync.sync-sessions", Key.SESSION_TOKEN, SyncStarted.class, Retention.days(30)),
    /** The events and their passcodes, the latest state of each. */
    EVENTS("gatesync.events", Key.EVENT_ID, EventAccess.class, Retention.compacted()),
    /** Who tried to log in. */
    LOGIN_ATTEMPTS("gatesync.login-attempts", Key.EVENT_ID, LoginAttempted.class, Retention.days(90)),
    /** Records that a service could not take, byte for byte, with the reason in {@link DeadLetter headers}. */
    DEAD_LETTERS("gatesync.dead-letters", Key.AS_IT_CAME, null, Retention.forever());

    /** What a record is keyed by. Topics with the same key have the same number of partitions. */
    public enum Key {
        QRCODE,
        SESSION_TOKEN,
        EVENT_ID,
        AS_IT_CAME
    }

    private final String topicName;
    private final Key key;
    private final Class<? extends SpecificRecord> valueType;
    private final Retention retention;

    Topic(String topicName, Key key, Class<? extends SpecificRecord> valueType, Retention retention) {
        this.topicName = topicName;
        this.key = key;
        this.valueType = valueType;
        this.retention = retention;
    }

    public String topicName() {
        return topicName;
    }

    public Key key() {
        return key;
    }

    public Retention retention() {
        return retention;
    }

    /** The subject that the registry knows the value's schema by. */
    public String subject() {
        return topicName + "-value";
    }

    /** The schema of the values; empty for the dead letters, which hold anything. */
    public Optional<Schema> schema() {
        return Optional.ofNullable(valueType).map(type -> SpecificData.get().getSchema(type));
    }
}
