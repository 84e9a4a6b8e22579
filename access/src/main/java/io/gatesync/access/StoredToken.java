package io.gatesync.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * What is kept of the {@code session_token} of an upload. Whoever reads the records must not be able to send in the device's name,
 * so of a token that is one only its hash is kept; what an app made up by itself stays as it is.
 */
public final class StoredToken {
    private static final String PREFIX = "jwt:";
    /** What the column holds. */
    private static final int MAX_BYTES = 255;

    private static final Pattern JWT = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]*");

    private StoredToken() {}

    /** Whether a text has the form of a signed token, right or wrong. */
    public static boolean isToken(String text) {
        return JWT.matcher(text).matches();
    }

    /** The form to keep: at most {@value #MAX_BYTES} bytes, the same for the same token. */
    public static String of(String token) {
        byte[] bytes = token.getBytes(UTF_8);
        boolean secret = bytes.length > MAX_BYTES || isToken(token);
        return secret ? PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(bytes)) : token;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
