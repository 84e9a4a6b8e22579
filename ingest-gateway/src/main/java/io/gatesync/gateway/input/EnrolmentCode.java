package io.gatesync.gateway.input;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A code that lets one phone log in as one device: 100 random bits, in Crockford's base 32, which has no letters that are read as
 * others. Such as {@code 7K2M9-QX0TD-4HWVB-R61SE}.
 */
public final class EnrolmentCode {
    private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 20;
    private static final int GROUP = 5;

    private EnrolmentCode() {}

    /** A new one. */
    public static String random(SecureRandom random) {
        return grouped(random.ints(LENGTH, 0, LETTERS.length())
                .mapToObj(letter -> LETTERS.substring(letter, letter + 1))
                .collect(Collectors.joining()));
    }

    /** The code that somebody typed: in any case, with or without dashes, and with letters that look like the right ones. */
    public static String read(String typed) {
        String letters = typed.toUpperCase(Locale.ROOT)
                .replaceAll("[\\s-]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        return grouped(letters);
    }

    private static String grouped(String letters) {
        return letters.replaceAll("(.{" + GROUP + "})(?=.)", "$1-");
    }
}
