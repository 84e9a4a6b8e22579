package io.gatesync.gateway.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The one producer of this process.
 *
 * @param patience after which every record sent is acknowledged or has failed
 */
record EventProducer(Producer<String, SpecificRecord> producer, Duration patience) implements AutoCloseable {

    static EventProducer configuredBy(Map<String, Object> properties) {
        ProducerConfig config = new ProducerConfig(properties);
        // Kafka tells of a record's failure at the latest when its delivery timed out; the rest is for its thread.
        Duration patience = Duration.ofMillis(config.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG))
                .plusSeconds(2);
        return new EventProducer(new KafkaProducer<>(properties), patience);
    }

    /** A group of records to be acknowledged together, of which at most so many are on their way at a time. */
    RecordGroup group(int maxInFlight) {
        return new RecordGroup(producer, maxInFlight, patience);
    }

    @Override
    public void close() {
        producer.close();
    }
}
