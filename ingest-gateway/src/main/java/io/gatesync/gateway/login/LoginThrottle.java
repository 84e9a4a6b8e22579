package io.gatesync.gateway.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Slows down whoever guesses passcodes. Only failures count: all phones of a festival may log in at once through one address. Each
 * gateway counts for itself.
 */
public final class LoginThrottle {
    /** Who has an IPv6 address has all of its /64. */
    private static final int IPV6_NETWORK_BYTES = 8;

    private final int perAddressAndName;
    private final int perAddress;
    private final Duration window;
    private final Cache<String, Bucket> failures;

    public LoginThrottle(LoginProperties settings) {
        this.perAddressAndName = settings.failuresPerAddressAndName();
        this.perAddress = settings.failuresPerAddress();
        this.window = settings.window();
        this.failures = Caffeine.newBuilder()
                .maximumSize(settings.maxAddresses())
                .expireAfterAccess(window)
                .build();
    }

    /**
     * What came of a login.
     *
     * @param right whether the passcode was right
     * @param waitFor how long to wait before the next attempt; null if it was looked at
     */
    public record Checked(boolean right, @Nullable Duration waitFor) {}

    /**
     * Checks a passcode, unless too many were wrong. As many at a time as call this may be wrong beyond that: call it {@link
     * PasscodeChecks#inTurn in turn}.
     *
     * @param address of who logs in
     * @param name of the event or account that he logs in to, told apart
     * @param check whether the passcode is right
     */
    public Checked check(String address, String name, BooleanSupplier check) {
        String network = network(address);
        Bucket atName = failures.get(network + " " + name, key -> bucket(perAddressAndName));
        Bucket atAll = failures.get(network, key -> bucket(perAddress));
        Duration wait = longer(waitFor(atName), waitFor(atAll));
        if (!wait.isZero()) {
            return new Checked(false, wait);
        }
        boolean right = check.getAsBoolean();
        if (!right) {
            atName.tryConsume(1);
            atAll.tryConsume(1);
        }
        return new Checked(right, null);
    }

    private Bucket bucket(int failures) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(failures).refillGreedy(failures, window))
                .build();
    }

    private static Duration waitFor(Bucket bucket) {
        return Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static String network(String address) {
        try {
            // Tomcat gives the address as a number: no name is looked up.
            InetAddress parsed = InetAddress.getByName(address);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), IPV6_NETWORK_BYTES))
                    : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
