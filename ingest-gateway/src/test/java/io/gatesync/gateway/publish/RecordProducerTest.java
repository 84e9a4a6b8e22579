package io.gatesync.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatesync.messaging.Topic;
import io.gatesync.schemas.SyncStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Kafka says to a record that was sent. */
class RecordProducerTest {
    private static final ProducerRecord<String, SpecificRecord> RECORD = new ProducerRecord<>(
            Topic.SYNC_SESSIONS.topicName(), "session", new SyncStarted("session", "e", "d", 1, Instant.EPOCH, null));

    private final PinnedPartitions partitions = new PinnedPartitions(Map.of(Topic.SCANS, 6));

    @Test
    void a_record_that_kafka_has_without_saying_where_is_not_published() {
        RecordProducer producer = answering(new RecordMetadata(new TopicPartition("t", 0), -1, 0, 0, 0, 0), null);

        assertThatThrownBy(() -> producer.send(RECORD)).isInstanceOf(NotPublishedException.class);
    }

    @Test
    void a_failure_that_passes_by_itself_is_no_trouble() {
        RecordProducer producer = answering(null, new NotEnoughReplicasException("one is away"));

        assertThatThrownBy(() -> producer.send(RECORD)).isInstanceOf(NotPublishedException.class);
        assertThat(producer.trouble()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {RecordTooLargeException.class, TopicAuthorizationException.class, IllegalStateException.class})
    void a_failure_that_waiting_does_not_mend_is_trouble_for_the_operator(Class<? extends Exception> failure)
            throws ReflectiveOperationException {
        RecordProducer producer =
                answering(null, failure.getConstructor(String.class).newInstance("refused"));

        assertThatThrownBy(() -> producer.send(RECORD)).isInstanceOf(NotPublishedException.class);
        assertThat(producer.trouble())
                .hasValueSatisfying(reason -> assertThat(reason).contains("refused"));
    }

    @Test
    void only_topics_that_are_keyed_by_qrcode_must_keep_their_partitions() {
        PinnedPartitions pinned = new PinnedPartitions(Map.of(Topic.SCANS, 6, Topic.EVENTS, 6));

        pinned.check(Topic.EVENTS.topicName(), 7);
        pinned.check(Topic.SCANS.topicName(), 6);
        assertThat(pinned.change()).isEmpty();
        pinned.check(Topic.SCANS.topicName(), 7);
        assertThat(pinned.change()).hasValue("gatesync.scans has 7 partitions, and had 6 when the gateway started");
    }

    private RecordProducer answering(RecordMetadata place, Exception failure) {
        MockProducer<String, SpecificRecord> kafka = new MockProducer<>() {
            @Override
            public synchronized Future<RecordMetadata> send(
                    ProducerRecord<String, SpecificRecord> record, Callback callback) {
                callback.onCompletion(place, failure);
                return null;
            }
        };
        return new RecordProducer(kafka, Duration.ofMinutes(1), partitions);
    }
}
