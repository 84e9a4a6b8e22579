package io.gatesync.processor.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Every version of one kind of entry. Entries are in Avro's single-object encoding, which names the schema that an entry was
 * written with by its fingerprint, so the store needs no registry. The schemas of all versions are resources {@code
 * stored/NAME-v1.avsc}, {@code -v2.avsc} and so on: what an earlier build has written can always be read.
 *
 * @param <T> the kind of entry
 */
final class StoredVersions<T extends SpecificRecord> {
    private static final int USUAL_BYTES = 128;

    private final BinaryMessageEncoder<T> encoder;
    private final BinaryMessageDecoder<T> decoder;

    private StoredVersions(SpecificData data, Schema current, List<Schema> all) {
        SchemaStore.Cache known = new SchemaStore.Cache();
        all.forEach(known::addSchema);
        encoder = new BinaryMessageEncoder<>(data, current);
        decoder = new BinaryMessageDecoder<>(data, current, known);
    }

    static <T extends SpecificRecord> StoredVersions<T> of(Class<T> type) {
        SpecificData data = SpecificData.getForClass(type);
        Schema current = data.getSchema(type);
        return new StoredVersions<>(data, current, all(current.getName()));
    }

    /** The schemas of all versions, oldest first. */
    static List<Schema> all(String name) {
        List<Schema> versions = new ArrayList<>();
        while (true) {
            String file = "/stored/%s-v%d.avsc".formatted(name, versions.size() + 1);
            try (InputStream schema = StoredVersions.class.getResourceAsStream(file)) {
                if (schema == null) {
                    return versions;
                }
                versions.add(new SchemaParser().parse(schema).mainSchema());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    byte[] write(T entry) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_BYTES);
        try {
            encoder.encode(entry, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws SerializationException if a newer build wrote the entry, or it is damaged */
    T read(byte[] entry) {
        try {
            return decoder.decode(entry);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("An entry of the ticket store cannot be read: " + e.getMessage(), e);
        }
    }
}
