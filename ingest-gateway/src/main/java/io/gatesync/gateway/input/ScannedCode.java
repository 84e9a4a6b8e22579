package io.gatesync.gateway.input;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The code of a scan as it is published. A camera reads whatever it is shown: a code that can be no ticket's is published
 * under a name that no ticket can bear, so that its scan is decided, logged and counted like every other.
 */
final class ScannedCode {
    private static final int HASH_BYTES = 16;
    /** What is left for the readable part, beside the mark (three bytes) and the hash in hexadecimal digits. */
    private static final int MAX_READABLE_BYTES = TextRule.MAX_BYTES - 3 - 2 * HASH_BYTES;

    private ScannedCode() {}

    /** The code to publish for what a device sent as one, as its event reads it; at most {@value TextRule#MAX_BYTES} bytes. */
    static String of(@Nullable Object given, CodeRule rule) {
        if (!(given instanceof String text)) {
            return thatNoTicketBears(given == null ? "" : given.toString());
        }
        String code = rule.codeIn(TextRule.clean(text));
        return code.isEmpty() || TextRule.violation(code).isPresent() ? thatNoTicketBears(code) : code;
    }

    /** The readable part of a text, the mark that no ticket's code has, and a hash that tells two such texts apart. */
    private static String thatNoTicketBears(String text) {
        StringBuilder code = new StringBuilder();
        int bytes = 0;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            if (Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE) {
                character = TextRule.REPLACEMENT;
            }
            bytes += utf8Bytes(character);
            if (bytes > MAX_READABLE_BYTES) {
                break;
            }
            code.appendCodePoint(character);
        }
        return code.append(TextRule.REPLACEMENT).append(hash(text)).toString();
    }

    private static int utf8Bytes(int character) {
        if (character < 0x80) {
            return 1;
        }
        if (character < 0x800) {
            return 2;
        }
        return character < 0x1_0000 ? 3 : 4;
    }

    private static String hash(String text) {
        ByteBuffer chars = ByteBuffer.allocate(text.length() * Character.BYTES);
        // Not as UTF-8 or UTF-16, which cannot tell two broken texts apart.
        chars.asCharBuffer().put(text);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(chars.array());
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
