package io.gatesync.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A record that a service could not take, as it goes to {@link Topic#DEAD_LETTERS}: key, value and headers as they came. */
public final class DeadLetter {
    /** Header: why, in a sentence. */
    public static final String REASON = "gatesync-dead-letter-reason";
    /** Header: the service that could not take it. */
    public static final String SERVICE = "gatesync-dead-letter-service";
    /** Header: where it came from, as {@code topic-partition@offset}. */
    public static final String SOURCE = "gatesync-dead-letter-source";

    private DeadLetter() {}

    /** The dead letter for a record that a consumer got. */
    public static ProducerRecord<byte[], byte[]> of(
            ConsumerRecord<byte[], byte[]> source, String service, String reason) {
        Headers headers =
                headers(source.headers(), service, source.topic(), source.partition(), source.offset(), reason);
        return new ProducerRecord<>(
                Topic.DEAD_LETTERS.topicName(), null, source.timestamp(), source.key(), source.value(), headers);
    }

    /** The headers of a dead letter: those of the record, and where it came from and why it is here. */
    public static Headers headers(
            Headers own, String service, String topic, int partition, long offset, String reason) {
        return new RecordHeaders(own)
                .add(REASON, reason.getBytes(UTF_8))
                .add(SERVICE, service.getBytes(UTF_8))
                .add(SOURCE, "%s-%d@%d".formatted(topic, partition, offset).getBytes(UTF_8));
    }
}
