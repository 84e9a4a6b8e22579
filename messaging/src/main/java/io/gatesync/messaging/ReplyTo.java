package io.gatesync.messaging;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Which gateway process waits for the verdict on a scan. The gateway sends it as a header of the scan's record, and the
 * processor copies it to the outcome's: a gateway finds the outcomes of its own uploads without decoding any other.
 *
 * @param gateway the gateway process that waits
 * @param upload the number that this process gave to the upload
 * @param position the scan's place in that upload, from 0
 */
public record ReplyTo(UUID gateway, long upload, int position) {
    /** The header's name. */
    static final String HEADER = "gatesync-reply-to";

    private static final int LENGTH_BYTES = Long.BYTES * 3 + Integer.BYTES;

    /** Adds the header to those of a record. */
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

    /** The header among those of a record; null if no gateway waits. */
    public static @Nullable ReplyTo from(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        if (header == null || header.value() == null || header.value().length != LENGTH_BYTES) {
            return null;
        }
        ByteBuffer value = ByteBuffer.wrap(header.value());
        return new ReplyTo(new UUID(value.getLong(), value.getLong()), value.getLong(), value.getInt());
    }
}
