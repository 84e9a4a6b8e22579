package io.gatesync.processor.topology;

import io.gatesync.messaging.DeadLetter;
import io.gatesync.messaging.DeadLetterRun;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.UndecodableRecordException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes records. One that cannot be decoded, or does not lie where its qrcode belongs, goes to the dead letters with the
 * reason: decided here, its ticket would have two writers, and perhaps two admissions.
 *
 * @param <V> the type of the decoded values
 */
final class Decode<V extends SpecificRecord> extends ContextualProcessor<byte[], byte[], Object, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(Decode.class);
    static final String SERVICE = "scan-processor";
    /** Records that were put aside, by any part of the topology. */
    static final Counter DEAD_LETTERS = Counter.builder("gatesync.processor.dead.letters")
            .description("records that were put aside in the dead letters")
            .register(Metrics.globalRegistry);

    /**
     * The largest value that is decided. The largest record that the gateway writes is far smaller; a larger one is of
     * another program. From smaller ones, no outcome and no state can come that Kafka refuses as too large.
     */
    static final int MAX_VALUE_BYTES = 128 * 1024;

    private final Input input;
    private final Topic topic;
    private final Class<V> type;
    private final Placement<V> placement;
    private final String next;
    private DeadLetterRun deadLetters;

    Decode(Input input, Topic topic, Class<V> type, Placement<V> placement, String next) {
        this.input = input;
        this.topic = topic;
        this.type = type;
        this.placement = placement;
        this.next = next;
        this.deadLetters = DeadLetterRun.none(input.maxDeadLettersInARow());
    }

    @Override
    public void process(Record<byte[], byte[]> incoming) {
        byte[] value = incoming.value();
        if (value != null && value.length > MAX_VALUE_BYTES) {
            undecodable(incoming, "%d bytes are more than any record has".formatted(value.length));
            return;
        }
        V decoded;
        try {
            decoded = input.decoder().decode(topic, incoming.headers(), value, type);
        } catch (UndecodableRecordException e) {
            undecodable(incoming, String.valueOf(e.getMessage()));
            return;
        }
        deadLetters = deadLetters.ended();
        placement
                .whyMisplaced(incoming.key(), decoded, context().taskId().partition(), input.partitions())
                .ifPresentOrElse(
                        reason -> sendToDeadLetters(incoming, reason),
                        () -> context()
                                .forward(
                                        incoming.withKey(placement.qrcode().apply(decoded))
                                                .withValue(decoded),
                                        next));
    }

    private void undecodable(Record<byte[], byte[]> incoming, String reason) {
        if (deadLetters.isAtLimit()) {
            input.decoder()
                    .awaitOperator(
                            ("The %d records of %s-%d up to offset %d cannot be decoded, the last because: %s. If the schema"
                                            + " registry is the one that they were written with, and they are indeed broken, restart with a"
                                            + " higher gatesync.processor.max-dead-letters-in-a-row")
                                    .formatted(
                                            deadLetters.length() + 1,
                                            topic.topicName(),
                                            context().taskId().partition(),
                                            context()
                                                    .recordMetadata()
                                                    .orElseThrow()
                                                    .offset(),
                                            reason));
        }
        deadLetters = deadLetters.longer();
        sendToDeadLetters(incoming, reason);
    }

    private void sendToDeadLetters(Record<byte[], byte[]> incoming, String reason) {
        RecordMetadata source = context().recordMetadata().orElseThrow();
        DEAD_LETTERS.increment();
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
