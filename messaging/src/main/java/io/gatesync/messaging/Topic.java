package io.gatesync.messaging;

import io.gatesync.schemas.DeviceChanged;
import io.gatesync.schemas.DeviceLoggedIn;
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
    /** Every change of every ticket. Not compacted, because a qrcode is unique only within its event. In the broker's time. */
    TICKETS("gatesync.tickets", Key.QRCODE, TicketChanged.class, Retention.forever(), Clock.BROKER),
    /** Scans as devices uploaded them. In the broker's time. */
    SCANS("gatesync.scans", Key.QRCODE, ScanUploaded.class, Retention.days(30), Clock.BROKER),
    /** The verdict on each scan: the gateway answers it, the tables show it, and analysts read it. */
    SCAN_OUTCOMES("gatesync.scan-outcomes", Key.QRCODE, ScanDecided.class, Retention.days(90)),
    /**
     * One record for each upload, written before the upload's scans, and kept as long as the outcomes that belong to it. In the
     * broker's time, like all that gateways write: Kafka refuses a record that is an hour ahead.
     */
    SYNC_SESSIONS("gatesync.sync-sessions", Key.SESSION_TOKEN, SyncStarted.class, Retention.days(90), Clock.BROKER),
    /** The latest state of each event, with its passcode's hash. In the broker's time. */
    EVENTS("gatesync.events", Key.EVENT_ID, EventAccess.class, Retention.compacted(), Clock.BROKER),
    /** The latest state of each device of each event; forgotten when the event ends. In the broker's time. */
    DEVICES("gatesync.devices", Key.DEVICE, DeviceChanged.class, Retention.compacted(), Clock.BROKER),
    /** Which phone is which device of each event; forgotten when the event ends. In the broker's time. */
    DEVICE_LOGINS("gatesync.device-logins", Key.DEVICE, DeviceLoggedIn.class, Retention.compacted(), Clock.BROKER),
    /** Each attempt of a device to log in. In the broker's time. */
    LOGIN_ATTEMPTS("gatesync.login-attempts", Key.EVENT_ID, LoginAttempted.class, Retention.days(90), Clock.BROKER),
    /**
     * The changelog of the scan-processor's store: the only copy of what was admitted that outlives a crash. Kafka Streams
     * names it after the processor's {@link #PROCESSOR_GROUP group} and the store.
     */
    TICKET_STORE("gatesync-scan-processor-ticket-store-changelog", Key.QRCODE, null, Retention.compacted()),
    /** Records that a service cannot process, unchanged, with the reason in {@link DeadLetter headers}. */
    DEAD_LETTERS("gatesync.dead-letters", Key.AS_IT_CAME, null, Retention.forever());

    /**
     * The group of the scan-processors: its committed offsets, its transactions and its changelog carry the name. It is not a
     * setting, because processors of another name would begin with an empty store, and admit everybody again.
     */
    public static final String PROCESSOR_GROUP = "gatesync-scan-processor";

    private static final int KAFKAS_MAX_BATCH_BYTES = 1024 * 1024 + 12;

    /** What a topic's records are keyed by. Topics with the same key have the same number of partitions. */
    public enum Key {
        QRCODE,
        SESSION_TOKEN,
        EVENT_ID,
        /** Event and device, as {@link DeviceKey} puts them together. */
        DEVICE,
        /** Whatever key the record had in the topic where it was read. */
        AS_IT_CAME
    }

    /** Whose clock the timestamps of a topic's records are of. */
    public enum Clock {
        /** Of the program that wrote the record. */
        WRITER,
        /** Of the broker that took it in: wrong clocks of gateways do not reorder what Kafka has put in order. */
        BROKER
    }

    private final String topicName;
    private final Key key;
    private final @Nullable Class<? extends SpecificRecord> valueType;
    private final Retention retention;
    private final Clock clock;

    Topic(String topicName, Key key, @Nullable Class<? extends SpecificRecord> valueType, Retention retention) {
        this(topicName, key, valueType, retention, Clock.WRITER);
    }

    Topic(
            String topicName,
            Key key,
            @Nullable Class<? extends SpecificRecord> valueType,
            Retention retention,
            Clock clock) {
        this.topicName = topicName;
        this.key = key;
        this.valueType = valueType;
        this.retention = retention;
        this.clock = clock;
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

    /** The size of the largest batch of records that Kafka takes: its own default, and more for what holds another record. */
    public int maxBatchBytes() {
        return this == DEAD_LETTERS ? 2 * KAFKAS_MAX_BATCH_BYTES : KAFKAS_MAX_BATCH_BYTES;
    }

    /** Whose clock the records' timestamps are of. */
    public Clock clock() {
        return clock;
    }

    /** The name under which the registry keeps the schema of the values. */
    public String subject() {
        return topicName + "-value";
    }

    /** The schema of the values; empty for the dead letters, which hold anything, and for the store's private format. */
    public Optional<Schema> schema() {
        return Optional.ofNullable(valueType).map(type -> SpecificData.get().getSchema(type));
    }
}
