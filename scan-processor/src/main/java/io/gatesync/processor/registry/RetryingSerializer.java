package io.gatesync.processor.registry;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serializes values, and waits where the vendor's serializer needs the schema registry, as it does for the first value of a
 * type, and the registry does not answer. May be shared by threads.
 *
 * @param <T> the type of the values
 */
public final class RetryingSerializer<T> implements Serializer<T> {
    private final Serializer<T> serializer;
    private final Runnable schemaCheck;
    private final RegistryRetry registry;

    /**
     * Puts a serializer together.
     *
     * @param serializer of the vendor
     * @param schemaCheck asks the registry for the schema of the values; throws if it does not answer, or has none
     * @param registry waits for the registry
     */
    public RetryingSerializer(Serializer<T> serializer, Runnable schemaCheck, RegistryRetry registry) {
        this.serializer = serializer;
        this.schemaCheck = schemaCheck;
        this.registry = registry;
    }

    @Override
    public byte[] serialize(String topic, T value) {
        return serialize(topic, new RecordHeaders(), value);
    }

    /**
     * Tries twice. The exceptions of vendors do not tell a value that cannot be serialized from a registry that is away. Once
     * the registry has answered, a second failure is about the value, and is thrown.
     */
    @Override
    public byte[] serialize(String topic, Headers headers, T value) {
        try {
            return serializer.serialize(topic, headers, value);
        } catch (RuntimeException invalidOrUnanswered) {
            registry.awaitAnswer(schemaCheck);
        }
        return serializer.serialize(topic, headers, value);
    }

    @Override
    public void close() {
        serializer.close();
    }
}
