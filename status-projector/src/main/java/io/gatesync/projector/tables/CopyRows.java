package io.gatesync.projector.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the binary format of PostgreSQL's COPY: a header, the columns of each row with their lengths, and an end. Each column is
 * in the form in which its type is sent over the wire.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-FILE-FORMATS">File formats of COPY</a>
 */
final class CopyRows {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final int NULL = -1;
    private static final int END = -1;
    /** PostgreSQL counts microseconds from here. */
    private static final long EPOCH_MILLIS =
            Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    CopyRows() {
        write(() -> {
            out.write(SIGNATURE);
            out.writeInt(0); // no flags
            out.writeInt(0); // no further header
        });
    }

    /** Begins the next row. */
    CopyRows row(int columns) {
        return write(() -> out.writeShort(columns));
    }

    CopyRows text(@Nullable String value) {
        return value == null ? nothing() : bytes(value.getBytes(UTF_8));
    }

    CopyRows int8(@Nullable Long value) {
        return value == null
                ? nothing()
                : write(() -> {
                    out.writeInt(Long.BYTES);
                    out.writeLong(value);
                });
    }

    CopyRows bool(boolean value) {
        return write(() -> {
            out.writeInt(1);
            out.writeBoolean(value);
        });
    }

    CopyRows uuid(UUID value) {
        return write(() -> {
            out.writeInt(2 * Long.BYTES);
            out.writeLong(value.getMostSignificantBits());
            out.writeLong(value.getLeastSignificantBits());
        });
    }

    /** To the millisecond. */
    CopyRows time(@Nullable Instant value) {
        return int8(value == null ? null : (value.toEpochMilli() - EPOCH_MILLIS) * 1000);
    }

    /** All rows. */
    byte[] end() {
        write(() -> out.writeShort(END));
        return bytes.toByteArray();
    }

    private CopyRows nothing() {
        return write(() -> out.writeInt(NULL));
    }

    private CopyRows bytes(byte[] value) {
        return write(() -> {
            out.writeInt(value.length);
            out.write(value);
        });
    }

    private interface Write {
        void run() throws IOException;
    }

    private CopyRows write(Write write) {
        try {
            write.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
