package io.gatesync.projector.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes the codes of one event's tickets: HMAC-SHA-256 with the event's key, of the code in UTF-8, cut to 16 bytes. A device that has
 * the key finds what it has scanned; what it has not, it would have to guess. Whoever has the device can try codes as fast as a
 * computer hashes: a short code does not stay a secret.
 */
public final class TicketCodes {
    /** As lists name it. */
    static final String ALGORITHM = "HMAC-SHA-256/16";

    private static final String MAC = "HmacSHA256";

    private final byte[] key;
    private final Mac mac;

    /** @param key of the event; 32 bytes */
    public TicketCodes(byte[] key) {
        this.key = key.clone();
        this.mac = mac(key);
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has " + MAC, e);
        }
    }

    /**
     * The hash of a code.
     *
     * @param code as tickets are keyed by it: cleaned, and read by the event's rule
     */
    public synchronized TicketHash hash(String code) {
        return TicketHash.of(mac.doFinal(code.getBytes(UTF_8)));
    }

    /** The key, in base64url: devices of the event get it. */
    String keyText() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    }
}
