package io.gatesync.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatesync.access.AccessKeys;
import io.gatesync.access.Account;
import io.gatesync.access.Role;
import io.gatesync.access.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A key for services that tests start, and tokens that it signs. A service of a test gets {@link #settings}. */
public final class TestAccess {
    private static final String KEY_ID = "test";
    private static final String SECRET =
            Base64.getEncoder().encodeToString("the-secret-of-tests-is-no-secret!".getBytes(UTF_8));
    private static final String PHONE = "a phone that never logged in";
    private static final Duration LIFE = Duration.ofDays(3);
    private static final String NO_HASH = "{argon2}$argon2id$none";

    private static final Tokens TOKENS = tokens(InstantSource.system());

    private TestAccess() {}

    /** The settings of the key, as {@code key=value}. */
    public static List<String> settings() {
        return List.of("gatesync.access.keys[0].id=" + KEY_ID, "gatesync.access.keys[0].secret=" + SECRET);
    }

    /** Signs by this clock. */
    public static Tokens tokens(InstantSource clock) {
        return new Tokens(new AccessKeys(List.of(new AccessKeys.Key(KEY_ID, SECRET))), clock);
    }

    public static String organiser() {
        return TOKENS.forAccount(new Account("organiser", Role.ORGANISER, Optional.empty(), NO_HASH), LIFE)
                .token();
    }

    public static String lead(String eventId) {
        return TOKENS.forAccount(new Account("lead", Role.LEAD, Optional.of(eventId), NO_HASH), LIFE)
                .token();
    }

    public static String device(String eventId, String deviceId) {
        return TOKENS.forDevice(eventId, deviceId, PHONE, LIFE).token();
    }

    /** Of a device that logged in too long ago. */
    public static String expired(String eventId, String deviceId) {
        return tokens(() -> Instant.now().minus(LIFE).minus(Duration.ofMinutes(1)))
                .forDevice(eventId, deviceId, PHONE, LIFE)
                .token();
    }

    /** Of a device, signed with a key that no service has. */
    public static String ofAnotherKey(String eventId, String deviceId) {
        String secret = Base64.getEncoder().encodeToString("another-secret-that-nobody-shares".getBytes(UTF_8));
        return new Tokens(new AccessKeys(List.of(new AccessKeys.Key(KEY_ID, secret))), InstantSource.system())
                .forDevice(eventId, deviceId, PHONE, LIFE)
                .token();
    }

    /** Of a device, with {@code alg: none}. */
    public static String unsigned(String eventId, String deviceId) {
        String claims = device(eventId, deviceId).split("\\.", -1)[1];
        return Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8)) + "."
                + claims + ".";
    }
}
