package io.gatesync.messaging.apicurio;

import io.apicurio.registry.serde.avro.DefaultAvroDatumProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;

/**
 * Finds the reader and writer of a schema by the schema itself. Apicurio's own provider computes the schema's fingerprint
 * anew for each record, which costs more than reading or writing the record. Named in {@code gatesync-kafka.properties};
 * the one class that knows its vendor.
 *
 * @param <T> the type of the events
 */
public final class CachingDatumProvider<T> extends DefaultAvroDatumProvider<T> {
    private final Map<Schema, DatumWriter<T>> writers = new ConcurrentHashMap<>();
    private final Map<Schema, DatumReader<T>> readers = new ConcurrentHashMap<>();

    @Override
    public DatumWriter<T> createDatumWriter(T event, Schema schema) {
        return writers.computeIfAbsent(schema, unseen -> super.createDatumWriter(event, unseen));
    }

    @Override
    public DatumReader<T> createDatumReader(Schema schema) {
        return readers.computeIfAbsent(schema, super::createDatumReader);
    }
}
