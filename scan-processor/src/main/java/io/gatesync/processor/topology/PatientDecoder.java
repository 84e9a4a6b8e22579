package io.gatesync.processor.topology;

import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.UndecodableRecordException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes, and waits where the registry has to be asked and does not answer: nothing may overtake the record, and a
 * thread that died of it would drag all tickets through a rebalance, again and again. Other threads go on.
 */
public final class PatientDecoder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PatientDecoder.class);

    private final RecordDecoder decoder;
    private final Duration pause;
    private final AtomicInteger waiting = new AtomicInteger();

    /** @param pause between two tries */
    public PatientDecoder(RecordDecoder decoder, Duration pause) {
        this.decoder = decoder;
        this.pause = pause;
    }

    /** Whether some thread waits for the registry now. */
    public boolean isWaiting() {
        return waiting.get() > 0;
    }

    <T extends SpecificRecord> T decode(Topic topic, Headers headers, byte[] value, Class<T> type)
            throws UndecodableRecordException {
        try {
            return decoder.decode(topic, headers, value, type);
        } catch (SerializationException registryAway) {
            LOG.warn(
                    "waits: {}: {}",
                    registryAway.getMessage(),
                    registryAway.getCause().getMessage());
        }
        waiting.incrementAndGet();
        try {
            return decodeLater(topic, headers, value, type);
        } finally {
            waiting.decrementAndGet();
            LOG.info("goes on");
        }
    }

    private <T extends SpecificRecord> T decodeLater(Topic topic, Headers headers, byte[] value, Class<T> type)
            throws UndecodableRecordException {
        while (true) {
            try {
                Thread.sleep(pause);
                return decoder.decode(topic, headers, value, type);
            } catch (SerializationException stillAway) {
                LOG.debug("still away", stillAway);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SerializationException("interrupted while waiting for the schema registry", e);
            }
        }
    }

    @Override
    public void close() {
        decoder.close();
    }
}
