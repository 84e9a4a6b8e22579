package io.gatesync.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The request header {@code Prefer} (RFC 7240). */
final class Prefer {
    /** The response header that names a preference that was followed. */
    static final String APPLIED = "Preference-Applied";
    /** Do not wait for the verdicts. */
    static final String RESPOND_ASYNC = "respond-async";

    private static final Pattern NAME_END = Pattern.compile("[;=]");

    private Prefer() {}

    /** Whether the client prefers an answer at once. */
    static boolean isAsync(HttpServletRequest request) {
        return Collections.list(request.getHeaders("Prefer")).stream()
                .flatMap(header -> Stream.of(header.split(",", -1)))
                .map(preference -> NAME_END.split(preference, 2)[0].strip().toLowerCase(Locale.ROOT))
                .anyMatch(RESPOND_ASYNC::equals);
    }
}
