package io.gatesync.opponents;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows in the binary format of PostgreSQL's {@code COPY}. */
public final class CopyRows {

    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final long EPOCH_2000_MILLIS = 946_684_800_000L;
    private static final int MICROS_PER_MILLI = 1_000;
    private static final int FIRST_CAPACITY = 1 << 18;
    private static final int WIDEST_NUMBER = 20;

    private ByteBuffer rows = ByteBuffer.allocate(FIRST_CAPACITY);

    /** Forgets all rows. */
    public CopyRows clear() {
        rows.clear();
        rows.put(HEADER);
        return this;
    }

    /**
     * Sends the rows.
     *
     * @param copy a {@code copy ... from stdin (format binary)}
     */
    public void to(Connection connection, String copy) throws SQLException {
        room(WIDEST_NUMBER);
        rows.putShort((short) -1);
        CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
        in.writeToCopy(rows.array(), 0, rows.position());
        in.endCopy();
    }

    private void room(int more) {
        if (rows.remaining() < more) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(2 * rows.capacity(), rows.position() + more));
            rows = larger.put(rows.flip());
        }
    }

    /** Begins a row. */
    public CopyRows row(int columns) {
        room(WIDEST_NUMBER);
        rows.putShort((short) columns);
        return this;
    }

    /** A {@code bigint}. */
    public CopyRows number(long value) {
        room(WIDEST_NUMBER);
        rows.putInt(Long.BYTES).putLong(value);
        return this;
    }

    /** A {@code timestamptz}. */
    public CopyRows time(long millis) {
        return number((millis - EPOCH_2000_MILLIS) * MICROS_PER_MILLI);
    }

    /** A {@code boolean}. */
    public CopyRows truth(boolean value) {
        room(WIDEST_NUMBER);
        rows.putInt(1).put((byte) (value ? 1 : 0));
        return this;
    }

    /** A {@code uuid}. */
    public CopyRows id(UUID id) {
        room(WIDEST_NUMBER);
        rows.putInt(2 * Long.BYTES).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return this;
    }

    /** A {@code text}. */
    public CopyRows text(@Nullable String text) {
        if (text == null) {
            room(WIDEST_NUMBER);
            rows.putInt(-1);
            return this;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        room(WIDEST_NUMBER + utf8.length);
        rows.putInt(utf8.length).put(utf8);
        return this;
    }
}
