package io.gatesync.localstack.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatesync.messaging.DeadLetter;
import io.gatesync.messaging.Topic;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record that a service could not process, as it stands in {@link Topic#DEAD_LETTERS}.
 *
 * @param when the record's time in its own topic
 * @param service that could not process it
 * @param source where it was read, as {@code topic-partition@offset}
 * @param reason why it cannot be processed
 * @param key of the record, as text; null if it has none
 * @param resent whether it was put back into its topic
 */
public record Letter(
        Instant when,
        String service,
        String source,
        String reason,
        @Nullable String key,
        boolean resent) {
    private static final String UNKNOWN = "unknown";
    private static final Set<String> OWN_HEADERS = Set.of(DeadLetter.REASON, DeadLetter.SERVICE, DeadLetter.SOURCE);

    static Letter of(ConsumerRecord<byte[], byte[]> record, boolean resent) {
        return new Letter(
                Instant.ofEpochMilli(record.timestamp()),
                header(record, DeadLetter.SERVICE),
                source(record),
                header(record, DeadLetter.REASON),
                record.key() == null ? null : new String(record.key(), UTF_8),
                resent);
    }

    static String source(ConsumerRecord<byte[], byte[]> record) {
        return header(record, DeadLetter.SOURCE);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? UNKNOWN : new String(header.value(), UTF_8);
    }

    /**
     * The record as it was in its topic; empty if it does not say which topic of GateSync's that is. It goes to the
     * partition where its key belongs.
     */
    static Optional<ProducerRecord<byte[], byte[]>> original(ConsumerRecord<byte[], byte[]> record) {
        String source = source(record);
        int partitionAt = source.lastIndexOf('-');
        return Stream.of(Topic.values())
                .filter(topic -> topic != Topic.DEAD_LETTERS)
                .map(Topic::topicName)
                .filter(topic -> partitionAt == topic.length() && source.startsWith(topic))
                .findFirst()
                .map(topic -> {
                    RecordHeaders headers = new RecordHeaders();
                    record.headers().forEach(header -> {
                        if (!OWN_HEADERS.contains(header.key())) {
                            headers.add(header);
                        }
                    });
                    return new ProducerRecord<>(topic, null, record.timestamp(), record.key(), record.value(), headers);
                });
    }
}
