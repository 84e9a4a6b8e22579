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
import org.jspecify.annotations.Nullable;

/** Every topic of GateSync, declared once: its name, its key, the type of its values, and how long Kafka keeps its records. */
public enum Topic {
    /** Every change of every ticket. Not compacted, because a qrcode is unique only within its event. */
    TICKETS("gatesync.tickets", Key.QRCODE, TicketChanged.class, Retention.forever()),
    /** Scans as devices uploaded them. */
    SCANS("gatesync.scans", Key.QRCODE, ScanUploaded.class, Retention.days(30)),
    /** The verdict on each scan: the gateway answers it, the tables show it, and analysts read it. */
    SCAN_OUTCOMES("gatesync.scan-outcomes", Key.QRCODE, ScanDecided.class, Retention.days(90)),
    /** One record for each upload, written before the upload's scans. */
    SYNC_SESSIONS("gatesync.sync-sessions", Key.SESSION_TOKEN, SyncStarted.class, Retention.days(30)),
    /** The latest state of each event, with its passcode's hash. */
    EVENTS("gatesync.events", Key.EVENT_ID, EventAccess.class, Retention.compacted()),
    /** Each attempt of a device to log in. */
    LOGIN_ATTEMPTS("gatesync.login-attempts", Key.EVENT_ID, LoginAttempted.class, Retention.days(90)),
    /** Records that a service cannot process, unchanged, with the reason in {@link DeadLetter headers}. */
    DEAD_LETTERS("gatesync.dead-letters", Key.AS_IT_CAME, null, Retention.forever());

    /** What a topic's records are keyed by. Topics with the same key have the same number of partitions. */
    public enum Key {
        QRCODE,
        SESSION_TOKEN,
        EVENT_ID,
        /** Whatever key the record had in the topic where it was read. */
        AS_IT_CAME
    }

    private final String topicName;
    private final Key key;
    private final @Nullable Class<? extends SpecificRecord> valueType;
    private final Retention retention;

    Topic(String topicName, Key key, @Nullable Class<? extends SpecificRecord> valueType, Retention retention) {
        this.topicName = topicName;
        this.key = key;
        this.valueType = valueType;
        this.retention = retention;
    }

    /** The name in Kafka. */
    public String topicName() {
        return topicName;
    }

    /** What the records are keyed by. */
    public Key key() {
        return key;
    }

    /** How long the records are kept, unless a deployment overrides it. */
    public Retention retention() {
        return retention;
    }

    /** The name under which the registry keeps the schema of the values. */
    public String subject() {
        return topicName + "-value";
    }

    /** The schema of the values; empty for the dead letters, which hold anything. */
    public Optional<Schema> schema() {
        return Optional.ofNullable(valueType).map(type -> SpecificData.get().getSchema(type));
    }
}
