package io.gatesync.projector.projection;

import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.UndecodableRecordException;
import io.gatesync.schemas.DeviceChanged;
import io.gatesync.schemas.DeviceLoggedIn;
import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.LoginAttempted;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.TicketChanged;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A topic that the tables show, and the type of its records. */
public enum ProjectedTopic {
    TICKETS(Topic.TICKETS, TicketChanged.class),
    SCAN_OUTCOMES(Topic.SCAN_OUTCOMES, ScanDecided.class),
    SYNC_SESSIONS(Topic.SYNC_SESSIONS, SyncStarted.class),
    EVENTS(Topic.EVENTS, EventAccess.class),
    LOGIN_ATTEMPTS(Topic.LOGIN_ATTEMPTS, LoginAttempted.class),
    DEVICES(Topic.DEVICES, DeviceChanged.class),
    DEVICE_LOGINS(Topic.DEVICE_LOGINS, DeviceLoggedIn.class);

    private final Topic topic;
    private final Class<? extends SpecificRecord> type;

    ProjectedTopic(Topic topic, Class<? extends SpecificRecord> type) {
        this.topic = topic;
        this.type = type;
    }

    /** All topics that the tables show. */
    public static List<Topic> topics() {
        return Stream.of(values()).map(projected -> projected.topic).toList();
    }

    static ProjectedTopic of(String topicName) {
        return Stream.of(values())
                .filter(projected -> projected.topic.topicName().equals(topicName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No table shows topic " + topicName));
    }

    /** Whether a record without a value is about something that is forgotten or released, and changes no row. */
    boolean forgets() {
        return this == DEVICES || this == DEVICE_LOGINS;
    }

    SpecificRecord decode(ConsumerRecord<byte[], byte[]> source, RecordDecoder decoder)
            throws UndecodableRecordException {
        return decoder.decode(topic, source.headers(), source.value(), type);
    }
}
