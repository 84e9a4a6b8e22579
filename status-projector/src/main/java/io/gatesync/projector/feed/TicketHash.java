package io.gatesync.projector.feed;

import java.nio.ByteBuffer;
import java.util.Base64;

/** What a device knows a ticket's code by: 16 bytes, from which it cannot tell the code. */
public record TicketHash(long high, long low) {
    private static final int PART_BITS = 4;

    /** Into how many parts a list is divided. */
    static final int PARTS = 1 << PART_BITS;

    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    /** The first 16 of these bytes. */
    static TicketHash of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new TicketHash(buffer.getLong(), buffer.getLong());
    }

    /** The part of the list that it stands in, by its first bits. */
    int part() {
        return (int) (high >>> (Long.SIZE - PART_BITS));
    }

    /** In base64url, 22 characters. */
    @Override
    public String toString() {
        return TEXT.encodeToString(
                ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array());
    }
}
