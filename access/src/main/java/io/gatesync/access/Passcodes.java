package io.gatesync.access;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Hashes and checks passcodes: Argon2id, which costs whoever guesses 19 MiB and some 50 ms each time. A hash names its own
 * algorithm; bcrypt, which events had before, is still checked. All comparisons take the same time.
 */
public final class Passcodes {
    private static final String ARGON2 = "argon2";
    private static final String BCRYPT = "bcrypt";
    private static final Pattern HASH = Pattern.compile("\\{(argon2|bcrypt)\\}\\$.+");

    // As OWASP's password storage sheet says.
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int ITERATIONS = 2;

    private final PasswordEncoder encoder = encoder();
    /** Of a passcode that nobody has. */
    private final String nobodys = hash(UUID.randomUUID().toString());

    private static PasswordEncoder encoder() {
        PasswordEncoder argon2 = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, ITERATIONS);
        return new DelegatingPasswordEncoder(ARGON2, Map.of(ARGON2, argon2, BCRYPT, new BCryptPasswordEncoder()));
    }

    /** The hash of a passcode, with a new salt, such as {@code {argon2}$argon2id$...}. */
    public String hash(String passcode) {
        return requireNonNull(encoder.encode(passcode));
    }

    /** Whether it is this passcode's hash. What is no hash fits no passcode. */
    public boolean matches(String passcode, String hash) {
        return isHash(hash) && encoder.matches(passcode, hash);
    }

    /** Costs as much as {@link #matches}, for what does not exist: how long a refusal takes must not tell. */
    public void matchNobody(String passcode) {
        encoder.matches(passcode, nobodys);
    }

    /** Whether a text is a hash that can be checked. */
    static boolean isHash(String text) {
        return HASH.matcher(text).matches();
    }
}
