package io.gatesync.processor.topology;

import io.gatesync.messaging.DeadLetter;
import io.gatesync.messaging.SchemaRegistryException;
import io.gatesync.messaging.Topic;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to a record that this build cannot process although it could be read: it goes to the dead letters with the
 * reason, in the same transaction, and the others are processed. One such record would otherwise end the service at each
 * start. Failures of Kafka, of the store and of the registry are not the record's: they end the thread, and the record comes
 * again.
 */
public final class SetAside implements ProcessingExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
        if (failure instanceof KafkaException || failure instanceof SchemaRegistryException) {
            return Response.fail();
        }
        Decode.DEAD_LETTERS.increment();
        LOG.error(
                "Record {}-{}@{} cannot be processed by this build; it is put aside in {}, and its scan has no verdict",
                context.topic(),
                context.partition(),
                context.offset(),
                Topic.DEAD_LETTERS.topicName(),
                failure);
        return Response.resume(List.of(deadLetter(context, failure)));
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
    public void configure(Map<String, ?> configs) {}
}
