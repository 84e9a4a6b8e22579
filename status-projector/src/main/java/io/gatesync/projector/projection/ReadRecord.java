package io.gatesync.projector.projection;

import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.UndecodableRecordException;
import io.gatesync.schemas.DeviceChanged;
import io.gatesync.schemas.DeviceState;
import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.EventState;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketStatus;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/** A record of a projected topic, after it was read. */
sealed interface ReadRecord {
    /** A record that can be folded into table changes. */
    record Decoded(ConsumerRecord<byte[], byte[]> source, SpecificRecord value) implements ReadRecord {}

    /**
     * A record without a value. A device is forgotten with its event, whose rows are deleted anyway; that a device id was released
     * changes nothing about its last login.
     */
    record Forgotten(ConsumerRecord<byte[], byte[]> source) implements ReadRecord {}

    /** A record that the tables can never show, for this reason. It belongs to the dead letters. */
    record Rejected(ConsumerRecord<byte[], byte[]> source, String reason) implements ReadRecord {}

    /**
     * Decodes a record, or rejects it.
     *
     * @throws SerializationException if the schema registry has to be asked, and does not answer
     */
    static ReadRecord of(ConsumerRecord<byte[], byte[]> source, RecordDecoder decoder) {
        try {
            ProjectedTopic topic = ProjectedTopic.of(source.topic());
            if (source.value() == null && topic.forgets()) {
                return new Forgotten(source);
            }
            SpecificRecord value = topic.decode(source, decoder);
            return switch (value) {
                case TicketChanged ticket
                when ticket.getStatus() == TicketStatus.OTHER ->
                    new Rejected(source, "a ticket status that this version does not know");
                case EventAccess event
                when event.getState() == EventState.OTHER ->
                    new Rejected(source, "a state of an event that this version does not know");
                case DeviceChanged device
                when device.getState() == DeviceState.OTHER ->
                    new Rejected(source, "a state of a device that this version does not know");
                default -> new Decoded(source, value);
            };
        } catch (UndecodableRecordException e) {
            return new Rejected(source, String.valueOf(e.getMessage()));
        }
    }

    /** The record as it came from Kafka. */
    ConsumerRecord<byte[], byte[]> source();

    default TopicPartition partition() {
        return new TopicPartition(source().topic(), source().partition());
    }
}
