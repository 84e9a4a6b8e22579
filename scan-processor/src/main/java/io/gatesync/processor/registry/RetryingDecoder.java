package io.gatesync.processor.registry;

import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.UndecodableRecordException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;

/** Decodes records, and waits where the schema registry has to be asked and does not answer. May be shared by threads. */
public final class RetryingDecoder {
    private final RecordDecoder decoder;
    private final RegistryRetry registry;

    public RetryingDecoder(RecordDecoder decoder, RegistryRetry registry) {
        this.decoder = decoder;
        this.registry = registry;
    }

    /**
     * The content of a record.
     *
     * @throws UndecodableRecordException if the bytes are not a record of this type, and never will be
     */
    public <T extends SpecificRecord> T decode(Topic topic, Headers headers, byte[] value, Class<T> type)
            throws UndecodableRecordException {
        return registry.untilAnswered(() -> decoder.decode(topic, headers, value, type));
    }

    /**
     * Waits until the service is stopped, because so many records cannot be decoded that the fault is not theirs.
     *
     * @param reason what is wrong, and what to do, in a sentence
     */
    public void awaitOperator(String reason) {
        registry.awaitOperator(reason);
    }
}
