package io.gatesync.gateway.http;

import io.gatesync.gateway.input.TextRule;
import io.gatesync.schemas.LoginAttempted;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What is noted of an attempt to log in.
 *
 * @param eventId of the event, as it was given; empty for an account that has none
 * @param identifier the event or account, as it was given
 * @param deviceId null for an account
 * @param address that the request came from
 */
record LoginNote(
        String eventId,
        String identifier,
        @Nullable String deviceId,
        String address,
        @Nullable String userAgent) {
    private static final int MAX_CHARS = 255;

    static LoginNote of(HttpServletRequest request, String eventId, String identifier, @Nullable String deviceId) {
        return new LoginNote(
                eventId,
                identifier,
                deviceId,
                request.getRemoteAddr(),
                printable(request.getHeader(HttpHeaders.USER_AGENT)));
    }

    /** @param message what the client was told */
    LoginAttempted became(boolean success, String message, Instant now) {
        return new LoginAttempted(eventId, identifier, deviceId, success, message, address, userAgent, now);
    }

    private static @Nullable String printable(@Nullable String text) {
        if (text == null) {
            return null;
        }
        StringBuilder printable = new StringBuilder();
        text.chars()
                .limit(MAX_CHARS)
                .forEach(c -> printable.append(
                        Character.isISOControl(c) || Character.isSurrogate((char) c)
                                ? TextRule.REPLACEMENT
                                : (char) c));
        return printable.toString();
    }
}
