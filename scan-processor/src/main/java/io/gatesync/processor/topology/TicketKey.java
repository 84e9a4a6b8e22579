package io.gatesync.processor.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * The key of a ticket: a qrcode is unique only within its event.
 *
 * @param eventId the event
 * @param qrcode the text in its QR code
 */
record TicketKey(String eventId, String qrcode) {

    /** The length of the event id, the event id, the qrcode: no two keys have the same bytes. */
    static Serde<TicketKey> serde() {
        return Serdes.serdeFrom((topic, key) -> key.toBytes(), (topic, bytes) -> of(bytes));
    }

    private byte[] toBytes() {
        byte[] event = eventId.getBytes(UTF_8);
        byte[] code = qrcode.getBytes(UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + event.length + code.length)
                .putInt(event.length)
                .put(event)
                .put(code)
                .array();
    }

    private static TicketKey of(byte[] bytes) {
        int eventLength = ByteBuffer.wrap(bytes).getInt();
        int qrcodeStart = Integer.BYTES + eventLength;
        return new TicketKey(
                new String(bytes, Integer.BYTES, eventLength, UTF_8),
                new String(bytes, qrcodeStart, bytes.length - qrcodeStart, UTF_8));
    }
}
