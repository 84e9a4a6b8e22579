package io.gatesync.projector.projection;

import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.UndecodableRecordException;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.TicketChanged;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The topics that the tables show, and how their records are read. */
public enum ProjectedTopic {
    TICKETS(Topic.TICKETS, TicketChanged.class),
    SCAN_OUTCOMES(Topic.SCAN_OUTCOMES, ScanDecided.class),
    SYNC_SESSIONS(Topic.SYNC_SESSIONS, SyncStarted.class);

    private final Topic topic;
    private final Class<? extends SpecificRecord> type;

    ProjectedTopic(Topic topic, Class<? extends SpecificRecord> type) {
        this.topic = topic;
        this.type = type;
    }

    /** All topics that are read. */
    public static List<Topic> topics() {
        return Arrays.stream(values()).map(reader -> reader.topic).toList();
    }

    static SpecificRecord read(RecordDecoder decoder, ConsumerRecord<byte[], byte[]> source)
            throws UndecodableRecordException {
        for (ProjectedTopic reader : values()) {
            if (reader.topic.topicName().equals(source.topic())) {
                return decoder.decode(reader.topic, source.headers(), source.value(), reader.type);
            }
        }
        throw new IllegalArgumentException("not subscribed to " + source.topic());
    }
}
