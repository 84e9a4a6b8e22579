package io.gatesync.gateway.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** The one Kafka producer of this process. */
public final class RecordProducer implements AutoCloseable {
    /** The producer reports a failed record when its delivery has timed out; its thread may need a little longer. */
    private static final Duration REPORT_TIME = Duration.ofSeconds(2);

    private final Producer<String, SpecificRecord> producer;
    private final Duration acknowledgeTimeout;
    private final PinnedPartitions partitions;
    private final Refusals refusals = new Refusals();

    /**
     * @param producer of Kafka
     * @param acknowledgeTimeout after which every record sent has been acknowledged or has failed
     * @param partitions nothing is sent after a change of them
     */
    RecordProducer(
            Producer<String, SpecificRecord> producer, Duration acknowledgeTimeout, PinnedPartitions partitions) {
        this.producer = producer;
        this.acknowledgeTimeout = acknowledgeTimeout;
        this.partitions = partitions;
    }

    /** A producer with these properties of a Kafka producer. */
    public static RecordProducer configuredBy(Map<String, Object> properties, PinnedPartitions partitions) {
        Map<String, Object> pinned = new HashMap<>(properties);
        pinned.put(ProducerConfig.PARTITIONER_CLASS_CONFIG, PinnedPartitioner.class);
        pinned.put(PinnedPartitioner.PINNED, partitions);
        ProducerConfig config = new ProducerConfig(pinned);
        Duration deliveryTimeout = Duration.ofMillis(config.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG));
        return new RecordProducer(new KafkaProducer<>(pinned), deliveryTimeout.plus(REPORT_TIME), partitions);
    }

    /** Kafka's producer, for its metrics. */
    public Producer<String, SpecificRecord> kafka() {
        return producer;
    }

    /** Why nothing can be written, and waiting does not mend it, in a sentence for the operator; empty where there is nothing. */
    public Optional<String> trouble() {
        return partitions.change().or(refusals::current);
    }

    /**
     * A group of records that are acknowledged together, with at most this many sent and not yet acknowledged.
     *
     * @throws NotPublishedException if the number of partitions has changed
     */
    RecordGroup group(int maxInFlight) {
        partitions.change().ifPresent(change -> {
            throw new NotPublishedException(change);
        });
        return new RecordGroup(producer, refusals, maxInFlight, acknowledgeTimeout);
    }

    /**
     * Sends one record, waits until Kafka has acknowledged it, and returns its place.
     *
     * @throws NotPublishedException if Kafka did not acknowledge it
     */
    RecordMetadata send(ProducerRecord<String, SpecificRecord> record) {
        RecordGroup group = group(1);
        group.send(record);
        group.awaitAcknowledged();
        RecordMetadata place = group.lastMetadata();
        if (!place.hasOffset()) {
            // The broker had the record already, from an attempt whose answer was lost, and no longer knows where.
            throw new NotPublishedException("Kafka has a record, but does not say where.");
        }
        return place;
    }

    @Override
    public void close() {
        producer.close();
    }
}
