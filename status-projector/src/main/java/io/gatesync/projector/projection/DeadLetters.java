package io.gatesync.projector.projection;

import io.gatesync.messaging.DeadLetter;
import io.gatesync.messaging.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends records that the tables can never show to {@link Topic#DEAD_LETTERS}. */
public final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final String SERVICE = "status-projector";

    private final Producer<byte[], byte[]> producer;
    private final Duration timeout;
    private final Counter sent;

    /** @param timeout how long Kafka may take to acknowledge one */
    public DeadLetters(Producer<byte[], byte[]> producer, Duration timeout, MeterRegistry meters) {
        this.producer = producer;
        this.sent = meters.counter("gatesync.projector.dead.letters");
        this.timeout = timeout;
    }

    /**
     * Sends a record, and returns when Kafka has acknowledged it.
     *
     * @param reason why the tables can never show it, in a sentence for the operator
     * @throws RetriableException if Kafka has not acknowledged it; it may have arrived all the same
     */
    void send(ConsumerRecord<byte[], byte[]> source, String reason) {
        try {
            producer.send(DeadLetter.of(source, SERVICE, reason)).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            sent.increment();
            LOG.warn(
                    "Record {}-{}@{} cannot be projected and was copied to {}: {}",
                    source.topic(),
                    source.partition(),
                    source.offset(),
                    Topic.DEAD_LETTERS.topicName(),
                    reason);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new NotAcknowledgedException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotAcknowledgedException(e);
        }
    }

    private static final class NotAcknowledgedException extends RetriableException {
        NotAcknowledgedException(Exception cause) {
            super("Kafka has not acknowledged a dead letter", cause);
        }
    }
}
