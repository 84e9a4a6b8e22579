package io.gatesync.processor.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatesync.messaging.DeadLetter;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.UndecodableRecordException;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bytes in, an event keyed by its qrcode out; what is none goes to the dead letters with the reason. */
final class Decode<E extends SpecificRecord> implements Processor<byte[], byte[], Object, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(Decode.class);
    private static final String SERVICE = "scan-processor";

    private final PatientDecoder decoder;
    private final Topic topic;
    private final Class<E> type;
    private final Function<E, String> qrcode;
    private final String next;

    private ProcessorContext<Object, Object> context;

    Decode(PatientDecoder decoder, Topic topic, Class<E> type, Function<E, String> qrcode, String next) {
        this.decoder = decoder;
        this.topic = topic;
        this.type = type;
        this.qrcode = qrcode;
        this.next = next;
    }

    @Override
    public void init(ProcessorContext<Object, Object> newContext) {
        context = newContext;
    }

    @Override
    public void process(Record<byte[], byte[]> incoming) {
        E event;
        try {
            event = decoder.decode(topic, incoming.headers(), incoming.value(), type);
        } catch (UndecodableRecordException e) {
            bury(incoming, e.getMessage());
            return;
        }
        String key = qrcode.apply(event);
        if (Arrays.equals(key.getBytes(UTF_8), incoming.key())) {
            context.forward(incoming.withKey(key).withValue(event), next);
        } else {
            // Its key chose its partition: taken here, the ticket would have two writers and perhaps two admissions.
            bury(incoming, "the key is not the event's qrcode");
        }
    }

    private void bury(Record<byte[], byte[]> incoming, String reason) {
        RecordMetadata source = context.recordMetadata().orElseThrow();
        LOG.warn("to the dead letters: {}-{}@{}: {}", source.topic(), source.partition(), source.offset(), reason);
        context.forward(
                incoming.withHeaders(DeadLetter.headers(
                        incoming.headers(), SERVICE, source.topic(), source.partition(), source.offset(), reason)),
                ScanTopology.DEAD_LETTERS);
    }
}
