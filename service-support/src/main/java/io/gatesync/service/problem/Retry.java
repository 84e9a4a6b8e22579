package io.gatesync.service.problem;

import java.util.Set;
import org.springframework.http.HttpStatus;

/**
 * Whether to send the same again, where only a status tells: what Spring and Tomcat find wrong by themselves. A failure of the
 * service is no reason to throw away what it was sent, not even one that lies in how it was sent (501, 505): a device would throw
 * its scans away, and sending them again does no harm.
 */
final class Retry {
    private static final Set<Integer> SEND_AGAIN =
            Set.of(HttpStatus.REQUEST_TIMEOUT.value(), HttpStatus.TOO_MANY_REQUESTS.value());

    private Retry() {}

    static boolean isSendAgain(int status) {
        return SEND_AGAIN.contains(status) || status >= HttpStatus.INTERNAL_SERVER_ERROR.value();
    }
}
