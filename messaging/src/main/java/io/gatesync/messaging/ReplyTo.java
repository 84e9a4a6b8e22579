package io.gatesync.messaging;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Who waits for the verdict on a scan. Travels as a header from the scan to its outcome, so that a gateway finds its own
 * among all outcomes without decoding one.
 *
 * @param gateway the gateway process that waits
 * @param upload its number for the upload
 * @param position the scan's place in that upload, from 0
 */
public record ReplyTo(UUID gateway, long upload, int position) {
    /** The header's name. */
    public static final String HEADER = "gatesync-reply-to";

    private static final int LENGTH_BYTES = Long.BYTES * 3 + Integer.BYTES;

    public void addTo(Headers headers) {
        headers.add(
                HEADER,
                ByteBuffer.allocate(LENGTH_BYTES)
                        .putLong(gateway.getMostSignificantBits())
                        .putLong(gateway.getLeastSignificantBits())
                        .putLong(upload)
                        .putInt(position)
                        .array());
    }

    /** What the headers say, or null where nobody waits. */
    public static ReplyTo from(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        if (header == null || header.value() == null || header.value().length != LENGTH_BYTES) {
            return null;
        }
        ByteBuffer value = ByteBuffer.wrap(header.value());
        return new ReplyTo(new UUID(value.getLong(), value.getLong()), value.getLong(), value.getInt());
    }
}
