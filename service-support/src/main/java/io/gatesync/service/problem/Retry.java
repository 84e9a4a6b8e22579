package io.gatesync.service.problem;

import java.util.Set;
import org.springframework.http.HttpStatus;

/** Whether to send the same again, where only a status tells: what Spring and Tomcat find wrong by themselves. */
final class Retry {
    private static final Set<Integer> SEND_AGAIN = Set.of(
            HttpStatus.REQUEST_TIMEOUT.value(),
            HttpStatus.TOO_MANY_REQUESTS.value(),
            HttpStatus.SERVICE_UNAVAILABLE.value());

    private Retry() {}

    static boolean isSendAgain(int status) {
        return SEND_AGAIN.contains(status);
    }
}
