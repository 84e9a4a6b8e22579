package io.gatesync.projector.projection;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A record that was read.
 *
 * @param event what it says, or null where only its offset counts
 * @param deadBecause why it belongs to the dead letters, or null
 */
record ReadRecord(
        ConsumerRecord<byte[], byte[]> source,
        @Nullable SpecificRecord event,
        @Nullable String deadBecause) {

    static ReadRecord of(ConsumerRecord<byte[], byte[]> source, SpecificRecord event) {
        return new ReadRecord(source, event, null);
    }

    static ReadRecord dead(ConsumerRecord<byte[], byte[]> source, String reason) {
        return new ReadRecord(source, null, reason);
    }

    TopicPartition partition() {
        return new TopicPartition(source.topic(), source.partition());
    }
}
