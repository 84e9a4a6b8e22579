package io.gatesync.projector.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
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
    private static final short END = -1;
    private static final int UUID_BYTES = 2 * Long.BYTES;
    private static final int MICROS_PER_MILLI = 1_000;
    /** PostgreSQL counts microseconds from here. */
    private static final long EPOCH_MILLIS =
            Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();

    private static final int FIRST_CAPACITY = 1 << 16;

    private ByteBuffer rows = ByteBuffer.allocate(FIRST_CAPACITY);

    CopyRows() {
        rows.put(SIGNATURE);
        rows.putInt(0); // no flags
        rows.putInt(0); // no further header
    }

    /** Begins the next row. */
    CopyRows row(int columns) {
        room(Short.BYTES).putShort((short) columns);
        return this;
    }

    CopyRows text(@Nullable String value) {
        return column(value == null ? null : value.getBytes(UTF_8));
    }

    CopyRows int8(@Nullable Long value) {
        if (value == null) {
            return column(null);
        }
        room(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(value);
        return this;
    }

    CopyRows bool(boolean value) {
        room(Integer.BYTES + 1).putInt(1).put((byte) (value ? 1 : 0));
        return this;
    }

    CopyRows uuid(UUID value) {
        room(Integer.BYTES + UUID_BYTES)
                .putInt(UUID_BYTES)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits());
        return this;
    }

    /** To the millisecond. */
    CopyRows time(@Nullable Instant value) {
        return int8(value == null ? null : (value.toEpochMilli() - EPOCH_MILLIS) * MICROS_PER_MILLI);
    }

    /** All rows, to be read. */
    ByteBuffer end() {
        return room(Short.BYTES).putShort(END).flip();
    }

    private CopyRows column(byte @Nullable [] value) {
        if (value == null) {
            room(Integer.BYTES).putInt(NULL);
        } else {
            room(Integer.BYTES + value.length).putInt(value.length).put(value);
        }
        return this;
    }

    private ByteBuffer room(int more) {
        if (rows.remaining() < more) {
            rows = ByteBuffer.allocate(2 * (rows.capacity() + more)).put(rows.flip());
        }
        return rows;
    }
}
