package io.gatesync.gateway.publish;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** The records of one request: counts those that Kafka has acknowledged, and sends no more after the first failure. */
final class RecordGroup implements Callback {
    private final Producer<String, SpecificRecord> producer;
    private final Refusals refusals;
    private final int maxInFlight;
    private final Duration acknowledgeTimeout;
    private final Semaphore free;
    private final AtomicLong acknowledged = new AtomicLong();

    private volatile @Nullable Exception failure;
    private volatile @Nullable RecordMetadata last;

    RecordGroup(
            Producer<String, SpecificRecord> producer,
            Refusals refusals,
            int maxInFlight,
            Duration acknowledgeTimeout) {
        this.producer = producer;
        this.refusals = refusals;
        this.maxInFlight = maxInFlight;
        this.acknowledgeTimeout = acknowledgeTimeout;
        this.free = new Semaphore(maxInFlight);
    }

    /**
     * Sends a record, as soon as fewer than the allowed number are in flight.
     *
     * @throws NotPublishedException if this record, or one before it, failed
     */
    @SuppressWarnings("FutureReturnValueIgnored") // The callback is told all that the future would be.
    void send(ProducerRecord<String, SpecificRecord> record) {
        acquire(1);
        throwIfFailed();
        try {
            producer.send(record, this);
        } catch (RuntimeException e) {
            // The record could not even be serialized, for example because the schema registry is away.
            onCompletion(null, e);
            throwIfFailed();
        }
    }

    /**
     * Waits until Kafka has acknowledged all records.
     *
     * @throws NotPublishedException if one failed
     */
    void awaitAcknowledged() {
        acquire(maxInFlight);
        free.release(maxInFlight);
        throwIfFailed();
    }

    /** The number of records that Kafka has acknowledged so far. */
    long acknowledged() {
        return acknowledged.get();
    }

    /** The place of the record that was acknowledged last; there must be one. */
    RecordMetadata lastMetadata() {
        return Objects.requireNonNull(last, "no record was acknowledged");
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
        if (exception == null) {
            last = metadata;
            refusals.succeeded();
            acknowledged.incrementAndGet();
        } else if (failure == null) {
            failure = exception;
            refusals.failed(exception);
        }
        free.release();
    }

    private void acquire(int permits) {
        try {
            if (!free.tryAcquire(permits, acknowledgeTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new NotPublishedException("Kafka did not answer in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotPublishedException("The gateway is stopping.", e);
        }
    }

    private void throwIfFailed() {
        Exception cause = failure;
        if (cause != null) {
            throw new NotPublishedException("Kafka did not take a record: " + cause.getMessage(), cause);
        }
    }
}
