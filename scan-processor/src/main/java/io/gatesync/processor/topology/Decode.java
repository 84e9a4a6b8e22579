package io.gatesync.processor.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatesync.messaging.DeadLetter;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.UndecodableRecordException;
import io.gatesync.processor.registry.RetryingDecoder;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes records. One that cannot be decoded, or whose key is not its qrcode, goes to the dead letters with the reason.
 *
 * @param <V> the type of the decoded values
 */
final class Decode<V extends SpecificRecord> extends ContextualProcessor<byte[], byte[], Object, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(Decode.class);
    private static final String SERVICE = "scan-processor";

    private final RetryingDecoder decoder;
    private final Topic topic;
    private final Class<V> type;
    private final Function<V, String> qrcode;
    private final String next;

    Decode(RetryingDecoder decoder, Topic topic, Class<V> type, Function<V, String> qrcode, String next) {
        this.decoder = decoder;
        this.topic = topic;
        this.type = type;
        this.qrcode = qrcode;
        this.next = next;
    }

    @Override
    public void process(Record<byte[], byte[]> incoming) {
        V decoded;
        try {
            decoded = decoder.decode(topic, incoming.headers(), incoming.value(), type);
        } catch (UndecodableRecordException e) {
            sendToDeadLetters(incoming, String.valueOf(e.getMessage()));
            return;
        }
        String key = qrcode.apply(decoded);
        if (Arrays.equals(key.getBytes(UTF_8), incoming.key())) {
            context().forward(incoming.withKey(key).withValue(decoded), next);
        } else {
            // The key chose the partition: decided here, the ticket would have two writers and perhaps two admissions.
            sendToDeadLetters(incoming, "the key is not the qrcode of the record");
        }
    }

    private void sendToDeadLetters(Record<byte[], byte[]> incoming, String reason) {
        RecordMetadata source = context().recordMetadata().orElseThrow();
        LOG.warn(
                "Record {}-{}@{} cannot be processed; it is put aside in {}: {}",
                source.topic(),
                source.partition(),
                source.offset(),
                Topic.DEAD_LETTERS.topicName(),
                reason);
        context()
                .forward(
                        incoming.withHeaders(DeadLetter.headers(
                                incoming.headers(),
                                SERVICE,
                                source.topic(),
                                source.partition(),
                                source.offset(),
                                reason)),
                        ScanTopology.DEAD_LETTERS);
    }
}
