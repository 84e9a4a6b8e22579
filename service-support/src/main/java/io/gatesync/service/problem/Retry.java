package io.gatesync.service.problem;

import java.util.Set;
import org.springframework.http.HttpStatus;

/**
 * Whether to send the same again, where only a status tells: what Spring and Tomcat find wrong by themselves. A failure of the
 * service is no reason to throw away what it was sent.
 */
final class Retry {
    private static final Set<Integer> SEND_AGAIN =
            Set.of(HttpStatus.REQUEST_TIMEOUT.value(), HttpStatus.TOO_MANY_REQUESTS.value());
    /** The client asked for what no version of the service does. */
    private static final Set<Integer> STOP =
            Set.of(HttpStatus.NOT_IMPLEMENTED.value(), HttpStatus.HTTP_VERSION_NOT_SUPPORTED.value());

    private Retry() {}

    static boolean isSendAgain(int status) {
        return SEND_AGAIN.contains(status)
                || (status >= HttpStatus.INTERNAL_SERVER_ERROR.value() && !STOP.contains(status));
    }
}
