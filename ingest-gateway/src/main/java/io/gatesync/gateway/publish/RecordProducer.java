package io.gatesync.gateway.publish;

import java.time.Duration;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The one Kafka producer of this process.
 *
 * @param producer of Kafka
 * @param acknowledgeTimeout after which every record sent has been acknowledged or has failed
 */
public record RecordProducer(Producer<String, SpecificRecord> producer, Duration acknowledgeTimeout)
        implements AutoCloseable {
    /** The producer reports a failed record when its delivery has timed out; its thread may need a little longer. */
    private static final Duration REPORT_TIME = Duration.ofSeconds(2);

    /** A producer with these properties of a Kafka producer. */
    public static RecordProducer configuredBy(Map<String, Object> properties) {
        ProducerConfig config = new ProducerConfig(properties);
        Duration deliveryTimeout = Duration.ofMillis(config.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG));
        return new RecordProducer(new KafkaProducer<>(properties), deliveryTimeout.plus(REPORT_TIME));
    }

    /** A group of records that are acknowledged together, with at most this many sent and not yet acknowledged. */
    RecordGroup group(int maxInFlight) {
        return new RecordGroup(producer, maxInFlight, acknowledgeTimeout);
    }

    /**
     * Sends one record, waits until Kafka has acknowledged it, and returns its place.
     *
     * @throws KafkaAwayException if Kafka did not acknowledge it
     */
    RecordMetadata send(ProducerRecord<String, SpecificRecord> record) {
        RecordGroup group = group(1);
        group.send(record);
        group.awaitAcknowledged();
        RecordMetadata place = group.lastMetadata();
        if (!place.hasOffset()) {
            // The broker had the record already, from an attempt whose answer was lost, and no longer knows where.
            throw new KafkaAwayException("Kafka has a record, but does not say where.");
        }
        return place;
    }

    @Override
    public void close() {
        producer.close();
    }
}
