package io.gatesync.gateway.kafka;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Records sent for one request: counts what Kafka has acknowledged, and stops at the first that failed. */
final class RecordGroup implements Callback {
    private final Producer<String, SpecificRecord> producer;
    private final int maxInFlight;
    private final Duration patience;
    private final Semaphore free;
    private final AtomicLong acknowledged = new AtomicLong();

    private volatile Exception failure;
    private volatile RecordMetadata last;

    RecordGroup(Producer<String, SpecificRecord> producer, int maxInFlight, Duration patience) {
        this.producer = producer;
        this.maxInFlight = maxInFlight;
        this.patience = patience;
        this.free = new Semaphore(maxInFlight);
    }

    /**
     * Sends a record, once there is room for it.
     *
     * @throws KafkaAwayException if this one or one before it failed
     */
    @SuppressWarnings("FutureReturnValueIgnored") // The callback is told all that the future would.
    void send(ProducerRecord<String, SpecificRecord> event) {
        acquire(1);
        throwIfFailed();
        try {
            producer.send(event, this);
        } catch (RuntimeException e) {
            // Not even serialized; with the registry away, for one.
            onCompletion(null, e);
            throwIfFailed();
        }
    }

    /**
     * Waits until Kafka holds all records.
     *
     * @throws KafkaAwayException if one failed
     */
    void awaitAcknowledged() {
        acquire(maxInFlight);
        free.release(maxInFlight);
        throwIfFailed();
    }

    long acknowledged() {
        return acknowledged.get();
    }

    /** Where the latest acknowledged record lies. */
    RecordMetadata lastMetadata() {
        return last;
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception exception) {
        if (exception == null) {
            last = metadata;
            acknowledged.incrementAndGet();
        } else if (failure == null) {
            failure = exception;
        }
        free.release();
    }

    private void acquire(int permits) {
        try {
            if (!free.tryAcquire(permits, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new KafkaAwayException("Kafka did not answer in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaAwayException("The gateway is stopping.", e);
        }
    }

    private void throwIfFailed() {
        if (failure != null) {
            throw new KafkaAwayException("Kafka did not take the record: " + failure.getMessage(), failure);
        }
    }
}
