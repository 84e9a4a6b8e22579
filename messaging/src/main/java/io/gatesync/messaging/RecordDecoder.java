package io.gatesync.messaging;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Turns a record's bytes (Confluent wire format: 0, schema id in four bytes, Avro) into its event, and tells bytes that
 * will never be one from a registry that cannot be asked right now. May be shared by threads, as the vendors' deserializers may.
 */
public final class RecordDecoder implements AutoCloseable {
    private static final int PREFIX_BYTES = 1 + Integer.BYTES;

    private final Deserializer<?> deserializer;
    private final IntPredicate schemaExists;
    /** Asked about once; the deserializer keeps them from then on. */
    private final Set<Integer> seenSchemas = ConcurrentHashMap.newKeySet();

    /**
     * @param deserializer of the vendor
     * @param schemaExists asks the registry whether it knows a schema id; throws if it cannot be asked
     */
    public RecordDecoder(Deserializer<?> deserializer, IntPredicate schemaExists) {
        this.deserializer = deserializer;
        this.schemaExists = schemaExists;
    }

    /** A decoder with the deserializer and the registry that the properties of a Kafka consumer name. */
    public static RecordDecoder configuredBy(Map<String, ?> consumerProperties) {
        Object type = consumerProperties.get(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
        try {
            Deserializer<?> deserializer = type instanceof Class<?> given
                    ? Utils.newInstance(given.asSubclass(Deserializer.class))
                    : Utils.newInstance(String.valueOf(type), Deserializer.class);
            deserializer.configure(consumerProperties, false);
            return new RecordDecoder(deserializer, SchemaRegistry.configuredBy(consumerProperties)::hasSchemaId);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("no such deserializer: " + type, e);
        }
    }

    /**
     * The event in a record's value.
     *
     * @throws UndecodableRecordException if the value is none, for good
     * @throws SerializationException if that cannot be told now, because the registry does not answer; try again
     */
    public <T extends SpecificRecord> T decode(Topic topic, Headers headers, byte[] value, Class<T> type)
            throws UndecodableRecordException {
        int schemaId = schemaId(value);
        if (!seenSchemas.contains(schemaId)) {
            requireSchema(schemaId);
        }
        Object event = deserialized(topic, headers, value, schemaId);
        if (!type.isInstance(event)) {
            throw new UndecodableRecordException(
                    "a %s, not a %s".formatted(event.getClass().getSimpleName(), type.getSimpleName()));
        }
        return type.cast(event);
    }

    private static int schemaId(byte[] value) throws UndecodableRecordException {
        if (value == null) {
            throw new UndecodableRecordException("no value");
        }
        if (value.length < PREFIX_BYTES || value[0] != 0) {
            throw new UndecodableRecordException("not in the Confluent wire format");
        }
        return ByteBuffer.wrap(value).getInt(1);
    }

    /**
     * Tries twice. Why a deserializer failed differs by vendor and is not told by its exceptions: the registry may have been
     * away just then. Once the registry has answered, the bytes themselves are to blame.
     */
    private Object deserialized(Topic topic, Headers headers, byte[] value, int schemaId)
            throws UndecodableRecordException {
        try {
            return deserializer.deserialize(topic.topicName(), headers, value);
        } catch (RuntimeException brokenOrAway) {
            requireSchema(schemaId);
        }
        try {
            return deserializer.deserialize(topic.topicName(), headers, value);
        } catch (RuntimeException broken) {
            throw new UndecodableRecordException("not the Avro of schema %d: %s".formatted(schemaId, broken), broken);
        }
    }

    private void requireSchema(int schemaId) throws UndecodableRecordException {
        boolean exists;
        try {
            exists = schemaExists.test(schemaId);
        } catch (RuntimeException e) {
            throw new SerializationException("cannot ask the schema registry about schema " + schemaId, e);
        }
        if (!exists) {
            throw new UndecodableRecordException("the registry has no schema " + schemaId);
        }
        seenSchemas.add(schemaId);
    }

    @Override
    public void close() {
        deserializer.close();
    }
}
