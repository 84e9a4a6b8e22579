package io.gatesync.messaging;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntPredicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of a record's value (Confluent wire format: 0, schema id in four bytes, Avro) into an object, and
 * distinguishes bytes that can never be decoded ({@link UndecodableRecordException}) from a schema registry that does not
 * answer now ({@link SerializationException}). Several threads may share a decoder, as they may share the vendors' deserializers.
 */
public final class RecordDecoder implements AutoCloseable {
    private static final int PREFIX_BYTES = 1 + Integer.BYTES;

    private final Deserializer<?> deserializer;
    private final IntPredicate schemaExists;
    private final Duration fetchTimeout;
    /** Schemas that the registry is known to have; it is asked once for each, since the deserializer caches them. */
    private final Set<Integer> knownSchemas = ConcurrentHashMap.newKeySet();
    /** Schemas that the deserializer has fetched; it keeps them, and asks the registry no more. */
    private final Set<Integer> fetchedSchemas = ConcurrentHashMap.newKeySet();

    /**
     * @param deserializer the vendor's, configured; closed with the decoder
     * @param schemaExists asks the registry whether it has a schema with this id; throws if the registry does not answer
     */
    public RecordDecoder(Deserializer<?> deserializer, IntPredicate schemaExists) {
        this(deserializer, schemaExists, SchemaRegistry.TIMEOUT);
    }

    /** @param fetchTimeout how long the deserializer may wait for a schema that it has not seen */
    RecordDecoder(Deserializer<?> deserializer, IntPredicate schemaExists, Duration fetchTimeout) {
        this.deserializer = deserializer;
        this.schemaExists = schemaExists;
        this.fetchTimeout = fetchTimeout;
    }

    /**
     * A decoder with the deserializer and the registry that the properties of a Kafka consumer name.
     *
     * @throws IllegalArgumentException if there is no such deserializer class
     */
    public static RecordDecoder configuredBy(Map<String, ?> consumerProperties) {
        Object type = consumerProperties.get(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
        try {
            Deserializer<?> deserializer = type instanceof Class<?> given
                    ? Utils.newInstance(given.asSubclass(Deserializer.class))
                    : Utils.newInstance(String.valueOf(type), Deserializer.class);
            deserializer.configure(consumerProperties, false);
            return new RecordDecoder(deserializer, SchemaRegistry.configuredBy(consumerProperties)::hasSchemaId);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("There is no deserializer class " + type, e);
        }
    }

    /**
     * Decodes a record's value.
     *
     * @param value null if the record has none
     * @param type the type that the topic's values have
     * @throws UndecodableRecordException if the value is not a valid {@code type}, and never will be
     * @throws SerializationException if the registry does not answer, so that this cannot be decided now; try again later
     */
    public <T extends SpecificRecord> T decode(Topic topic, Headers headers, byte @Nullable [] value, Class<T> type)
            throws UndecodableRecordException {
        if (value == null) {
            throw new UndecodableRecordException("no value");
        }
        int schemaId = schemaId(value);
        if (!knownSchemas.contains(schemaId)) {
            requireSchema(schemaId);
        }
        Object decoded = deserialize(topic, headers, value, schemaId);
        if (!type.isInstance(decoded)) {
            throw new UndecodableRecordException(
                    "a %s, not a %s".formatted(decoded.getClass().getSimpleName(), type.getSimpleName()));
        }
        return type.cast(decoded);
    }

    private static int schemaId(byte[] value) throws UndecodableRecordException {
        if (value.length < PREFIX_BYTES || value[0] != 0) {
            throw new UndecodableRecordException("not in the Confluent wire format");
        }
        return ByteBuffer.wrap(value).getInt(1);
    }

    /**
     * Tries twice. A deserializer's exception does not say, in a way that all vendors share, whether the bytes are invalid or
     * the registry did not answer. If it fails again after the registry has answered, the bytes are invalid.
     */
    private Object deserialize(Topic topic, Headers headers, byte[] value, int schemaId)
            throws UndecodableRecordException {
        try {
            return deserializeBounded(topic, headers, value, schemaId);
        } catch (NoAnswerException noAnswer) {
            throw noAnswer;
        } catch (RuntimeException invalidOrNoAnswer) {
            requireSchema(schemaId);
        }
        try {
            return deserializeBounded(topic, headers, value, schemaId);
        } catch (NoAnswerException noAnswer) {
            throw noAnswer;
        } catch (RuntimeException invalid) {
            throw new UndecodableRecordException("not the Avro of schema %d: %s".formatted(schemaId, invalid), invalid);
        }
    }

    /** Apicurio's client waits for ever for an answer, so a schema that is not fetched yet is waited for by another thread. */
    private Object deserializeBounded(Topic topic, Headers headers, byte[] value, int schemaId) {
        if (fetchedSchemas.contains(schemaId)) {
            return deserializer.deserialize(topic.topicName(), headers, value);
        }
        FutureTask<Object> fetch = new FutureTask<>(() -> deserializer.deserialize(topic.topicName(), headers, value));
        Thread.ofVirtual().name("schema-fetch").start(fetch);
        try {
            Object decoded = fetch.get(fetchTimeout.toMillis(), TimeUnit.MILLISECONDS);
            fetchedSchemas.add(schemaId);
            return decoded;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new NoAnswerException(
                    "The schema registry has not sent schema %d within %s".formatted(schemaId, fetchTimeout), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswerException("Interrupted while the schema registry was asked for schema " + schemaId, e);
        } finally {
            fetch.cancel(true);
        }
    }

    private void requireSchema(int schemaId) throws UndecodableRecordException {
        boolean exists;
        try {
            exists = schemaExists.test(schemaId);
        } catch (RuntimeException e) {
            throw new SerializationException("The schema registry cannot be asked about schema " + schemaId, e);
        }
        if (!exists) {
            throw new UndecodableRecordException("the registry has no schema " + schemaId);
        }
        knownSchemas.add(schemaId);
    }

    /** Nothing is known about the value, because its schema has not come. */
    private static final class NoAnswerException extends SerializationException {
        NoAnswerException(String message, Exception cause) {
            super(message, cause);
        }
    }

    @Override
    public void close() {
        deserializer.close();
    }
}
