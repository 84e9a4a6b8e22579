package io.gatesync.gateway.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/** Names a scan that its device gave no id: the same event, device, qrcode and time give the same id. */
final class DerivedScanId {
    private DerivedScanId() {}

    static UUID of(String eventId, String deviceId, String qrcode, Instant scannedAt) {
        byte[] event = eventId.getBytes(UTF_8);
        byte[] device = deviceId.getBytes(UTF_8);
        byte[] code = qrcode.getBytes(UTF_8);
        // Lengths go before the texts, so that ("ab", "c") and ("a", "bc") differ.
        ByteBuffer name =
                ByteBuffer.allocate(3 * Integer.BYTES + event.length + device.length + code.length + Long.BYTES);
        name.putInt(event.length).put(event);
        name.putInt(device.length).put(device);
        name.putInt(code.length).put(code);
        name.putLong(scannedAt.toEpochMilli());
        return UUID.nameUUIDFromBytes(name.array());
    }
}
