package io.gatesync.access;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;

/**
 * The secrets that tokens are signed with. The first signs, all check. To change the secret, put a new one first; take the old one
 * away when the tokens that it signed have expired.
 */
public final class AccessKeys {
    /** As many as HMAC-SHA-256 makes use of. */
    public static final int MIN_SECRET_BYTES = 32;

    /** Begins the secrets that the documentation shows. */
    private static final String DOCUMENTED = "change-me";
    /** A secret of fewer different bytes was typed, and not drawn. */
    private static final int MIN_DIFFERENT_BYTES = 12;

    private final List<OctetSequenceKey> keys;

    /**
     * A secret with the name that tokens call it by.
     *
     * @param secret in Base64, of at least {@value #MIN_SECRET_BYTES} bytes
     */
    public record Key(String id, String secret) {
        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "Key[id=%s]".formatted(id);
        }
    }

    /** @throws IllegalArgumentException if there is none, one has no id of its own, or its secret is no secret; never with the secret */
    public AccessKeys(List<Key> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("There is no key");
        }
        Set<String> ids = new HashSet<>();
        List<OctetSequenceKey> read = new ArrayList<>();
        for (Key key : keys) {
            if (key.id().isBlank() || !ids.add(key.id())) {
                throw new IllegalArgumentException("Each key has an id of its own; \"%s\" is none".formatted(key.id()));
            }
            read.add(new OctetSequenceKey.Builder(secret(key))
                    .keyID(key.id())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.HS256)
                    .build());
        }
        this.keys = List.copyOf(read);
    }

    private static byte[] secret(Key key) {
        byte[] secret;
        try {
            secret = Base64.getDecoder().decode(key.secret().strip());
        } catch (IllegalArgumentException e) {
            // Its message would show a part of the secret.
            throw new IllegalArgumentException("The secret of the key %s is not Base64".formatted(key.id()));
        }
        if (secret.length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException("The secret of the key %s has %d bytes, and needs %d"
                    .formatted(key.id(), secret.length, MIN_SECRET_BYTES));
        }
        if (isKnown(secret)) {
            throw new IllegalArgumentException(
                    "The secret of the key %s is known to others, or easily guessed".formatted(key.id()));
        }
        return secret;
    }

    private static boolean isKnown(byte[] secret) {
        Set<Byte> different = new HashSet<>();
        for (byte b : secret) {
            different.add(b);
        }
        return different.size() < MIN_DIFFERENT_BYTES
                || new String(secret, StandardCharsets.ISO_8859_1).startsWith(DOCUMENTED);
    }

    /**
     * A key for another purpose than tokens: HMAC-SHA-256 of the purpose with the secret that signs, from which nobody can tell that
     * secret. No token is signed by it, since no purpose has the form of one.
     *
     * @param purpose in words; each has another key
     * @return 32 bytes, the same wherever the first secret is
     */
    public byte[] derive(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(keys.getFirst().toSecretKey("HmacSHA256"));
            return mac.doFinal(("gatesync " + purpose).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has HmacSHA256", e);
        }
    }

    JWKSet signing() {
        return new JWKSet(keys.getFirst());
    }

    JWKSet checking() {
        return new JWKSet(List.<JWK>copyOf(keys));
    }

    String signingId() {
        return keys.getFirst().getKeyID();
    }
}
