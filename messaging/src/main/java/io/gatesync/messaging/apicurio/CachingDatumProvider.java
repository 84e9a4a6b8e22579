package io.gatesync.messaging.apicurio;

import io.apicurio.registry.serde.avro.DefaultAvroDatumProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;

/**
 * Caches Avro's readers and writers by schema. Apicurio's own provider caches them by the schema's fingerprint, and computes
 * that anew for each record, which costs more than reading or writing the record. {@code gatesync-kafka.properties} names
 * this class.
 *
 * <p>Can be deleted with serializers that hold the fix of <a
 * href="https://github.com/Apicurio/apicurio-registry/issues/8129">Apicurio Registry issue 8129</a>, after which their own
 * provider caches by schema; those of 3.1 do not.
 *
 * @param <T> the type of the values
 */
public final class CachingDatumProvider<T> extends DefaultAvroDatumProvider<T> {
    private final Map<Schema, DatumWriter<T>> writers = new ConcurrentHashMap<>();
    private final Map<Schema, DatumReader<T>> readers = new ConcurrentHashMap<>();

    @Override
    public DatumWriter<T> createDatumWriter(T value, Schema schema) {
        return writers.computeIfAbsent(schema, unseen -> super.createDatumWriter(value, unseen));
    }

    @Override
    public DatumReader<T> createDatumReader(Schema schema) {
        return readers.computeIfAbsent(schema, super::createDatumReader);
    }
}
