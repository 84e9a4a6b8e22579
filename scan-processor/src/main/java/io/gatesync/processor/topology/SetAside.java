package io.gatesync.processor.topology;

import io.gatesync.messaging.DeadLetter;
import io.gatesync.messaging.DeadLetterRun;
import io.gatesync.messaging.SchemaRegistryException;
import io.gatesync.messaging.Topic;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to a record that this build cannot process although it could be read: it goes to the dead letters with the
 * reason, in the same transaction, and the others are processed. One such record would otherwise end the service at each
 * start. When many follow each other, this build is at fault, and deciding stops. Failures of Kafka, of the store and of the
 * registry are not the record's: they end the thread, and the record comes again.
 */
public final class SetAside implements ProcessingExceptionHandler {
    /** The key, among the settings of Kafka Streams, of the {@link Input}. */
    static final String INPUT = "gatesync.input";

    private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);

    private record Last(long offset, DeadLetterRun run) {}

    private final Map<TopicPartition, Last> last = new ConcurrentHashMap<>();
    private @Nullable Input input;

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
        if (failure instanceof KafkaException || failure instanceof SchemaRegistryException) {
            return Response.fail();
        }
        countOrWait(context, failure);
        Decode.DEAD_LETTERS.increment();
        LOG.error(
                "Record {}-{}@{} cannot be processed by this build; it is put aside in {}; a scan that is put aside has no verdict",
                context.topic(),
                context.partition(),
                context.offset(),
                Topic.DEAD_LETTERS.topicName(),
                failure);
        return Response.resume(List.of(deadLetter(context, failure)));
    }

    private void countOrWait(ErrorHandlerContext context, Exception failure) {
        Input known = Objects.requireNonNull(input, INPUT);
        TopicPartition partition = new TopicPartition(context.topic(), context.partition());
        Last before = last.get(partition);
        DeadLetterRun run = before != null && before.offset() + 1 == context.offset()
                ? before.run()
                : DeadLetterRun.none(known.maxDeadLettersInARow());
        if (run.isAtLimit()) {
            known.decoder()
                    .awaitOperator(
                            ("The %d records of %s up to offset %d cannot be processed by this build, the last because: %s."
                                            + " Run the build that wrote them, or a newer one")
                                    .formatted(run.length() + 1, partition, context.offset(), failure));
        }
        last.put(partition, new Last(context.offset(), run.longer()));
    }

    private static ProducerRecord<byte[], byte[]> deadLetter(ErrorHandlerContext context, Exception failure) {
        return new ProducerRecord<>(
                Topic.DEAD_LETTERS.topicName(),
                null,
                context.timestamp(),
                context.sourceRawKey(),
                context.sourceRawValue(),
                DeadLetter.headers(
                        context.headers(),
                        Decode.SERVICE,
                        context.topic(),
                        context.partition(),
                        context.offset(),
                        failure.toString()));
    }

    @Override
    public void configure(Map<String, ?> configs) {
        input = (Input) configs.get(INPUT);
    }
}
