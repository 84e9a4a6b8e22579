package io.gatesync.gateway.projector;

import java.net.URI;
import java.time.Duration;

/**
 * Where the status-projector answers, and how long the gateway waits for it.
 *
 * @param url without a path
 * @param connectTimeout until it accepts a connection
 * @param timeout until it has answered
 */
public record ProjectorAddress(URI url, Duration connectTimeout, Duration timeout) {

    /** The address of something on it, such as {@code /actuator/health}. */
    public URI uri(String pathAndQuery) {
        return URI.create(url.toString().replaceAll("/+$", "") + pathAndQuery);
    }
}
