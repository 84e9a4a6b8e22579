package io.gatesync.projector.feed;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes and reads cursors: how far a device knows an event's tickets, and in which generation of them. Signed, so that a device
 * sends back only what it was given; otherwise opaque.
 */
final class Cursors {
    private static final String MAC = "HmacSHA256";
    private static final int MAC_BYTES = 8;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final byte[] key;

    Cursors(byte[] key) {
        this.key = key.clone();
    }

    /** How far a device knows the tickets. */
    record Cursor(long generation, Offsets offsets) {}

    String write(Cursor cursor) {
        byte[] body = body(cursor);
        byte[] signed = Arrays.copyOf(body, body.length + MAC_BYTES);
        System.arraycopy(mac(body), 0, signed, body.length, MAC_BYTES);
        return ENCODER.encodeToString(signed);
    }

    /** A short name of what a cursor has reached. */
    String name(Cursor cursor) {
        return HexFormat.of().formatHex(mac(body(cursor)));
    }

    private static byte[] body(Cursor cursor) {
        ByteBuffer body = ByteBuffer.allocate((1 + cursor.offsets().size()) * Long.BYTES);
        body.putLong(cursor.generation());
        body.asLongBuffer().put(cursor.offsets().toArray());
        return body.array();
    }

    /** Empty if it is none that these have written, with as many offsets. */
    Optional<Cursor> read(String text, int offsets) {
        byte[] signed;
        try {
            signed = DECODER.decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int length = (1 + offsets) * Long.BYTES;
        if (signed.length != length + MAC_BYTES) {
            return Optional.empty();
        }
        byte[] body = Arrays.copyOf(signed, length);
        if (!MessageDigest.isEqual(mac(body), Arrays.copyOfRange(signed, length, signed.length))) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(body);
        long generation = buffer.getLong();
        long[] next = new long[offsets];
        buffer.asLongBuffer().get(next);
        return Optional.of(new Cursor(generation, Offsets.of(next)));
    }

    private byte[] mac(byte[] body) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return Arrays.copyOf(mac.doFinal(body), MAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has " + MAC, e);
        }
    }
}
