package io.gatesync.client;

import java.time.Instant;

/**
 * What a login gives: the right to call the gateway until it expires, see {@link Gateway#as}.
 *
 * @param token a secret; not shown by {@link #toString}
 * @param expiresAt after this the gateway asks to log in again
 */
public record Session(String token, Instant expiresAt) {

    @Override
    public String toString() {
        return "Session[expiresAt=" + expiresAt + "]";
    }
}
