package io.gatesync.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record that a service cannot process, as the service sends it to {@link Topic#DEAD_LETTERS}: key, value, timestamp and
 * headers unchanged, and three headers more that say what happened.
 */
public final class DeadLetter {
    /** The header that says why the record cannot be processed. */
    public static final String REASON = "gatesync-dead-letter-reason";
    /** The header that names the service that cannot process the record. */
    public static final String SERVICE = "gatesync-dead-letter-service";
    /** The header that says where the record was read, as {@code topic-partition@offset}. */
    public static final String SOURCE = "gatesync-dead-letter-source";

    private DeadLetter() {}

    /**
     * The dead letter for a record that a consumer read.
     *
     * @param service the name of the service that read it
     * @param reason why the service cannot process it
     */
    public static ProducerRecord<byte[], byte[]> of(
            ConsumerRecord<byte[], byte[]> source, String service, String reason) {
        Headers headers =
                headers(source.headers(), service, source.topic(), source.partition(), source.offset(), reason);
        return new ProducerRecord<>(
                Topic.DEAD_LETTERS.topicName(), null, source.timestamp(), source.key(), source.value(), headers);
    }

    /** The headers of the dead letter for a record: the record's own, and those that say what happened to it. */
    public static Headers headers(
            Headers original, String service, String topic, int partition, long offset, String reason) {
        return new RecordHeaders(original)
                .add(REASON, reason.getBytes(UTF_8))
                .add(SERVICE, service.getBytes(UTF_8))
                .add(SOURCE, "%s-%d@%d".formatted(topic, partition, offset).getBytes(UTF_8));
    }
}
