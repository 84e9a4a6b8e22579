package io.gatesync.testing;

import io.gatesync.testing.RawHttp.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who may call which endpoint of a service, and a try for each kind of token at each of them. Whoever may gets some answer other than
 * 401 and 403.
 *
 * @param eventId of the event in question
 * @param deviceId of the device in question
 */
public record AccessTable(String eventId, String deviceId, List<Endpoint> rows) {
    private static final String ANY_TOKEN = "any token";
    private static final String NO_TOKEN_NEEDED = "no token";
    /** Of partition 1023, which no topic of a test has: another class's upload would be refused, instead of not found. */
    private static final String NOBODYS_SYNC_SESSION = "1023";

    /**
     * An endpoint.
     *
     * @param allowed who may call it: {@code device}, {@code lead}, {@code organiser}
     * @param pattern its path, as it is mapped
     * @param query with its question mark; empty if it needs none
     */
    public record Endpoint(
            List<String> allowed, String method, String pattern, String contentType, String body, String query) {
        /** For everybody, with and without a token. */
        public static Endpoint open(String method, String pattern, String contentType, String body) {
            return new Endpoint(List.of(NO_TOKEN_NEEDED), method, pattern, contentType, body, "");
        }

        /** For everybody who has a token. */
        public static Endpoint anyToken(String method, String pattern, String contentType, String body) {
            return new Endpoint(List.of(ANY_TOKEN), method, pattern, contentType, body, "");
        }

        /** For these. */
        public static Endpoint allowed(
                List<String> who, String method, String pattern, String contentType, String body) {
            return new Endpoint(who, method, pattern, contentType, body, "");
        }

        /** With this query, such as {@code ?event_id=mine}. */
        public Endpoint with(String parameters) {
            return new Endpoint(allowed, method, pattern, contentType, body, parameters);
        }

        @Override
        public String toString() {
            return method + " " + pattern;
        }
    }

    /**
     * One request.
     *
     * @param token empty: none
     * @param status what is expected; 0: let in
     */
    public record Try(Endpoint endpoint, String path, String who, String token, int status) {
        /** Sends it. */
        public void check(RawHttp http) {
            RawHttp sender = token.isEmpty() ? http.withoutToken() : http.withToken(token);
            Answer answer = sender.send(
                    endpoint.method(),
                    path,
                    BodyPublishers.ofString(endpoint.body()),
                    "Content-Type",
                    endpoint.contentType());
            if (status == 0) {
                require(answer.status() != 401 && answer.status() != 403, "is not let in", answer);
                return;
            }
            require(answer.status() == status, "is not answered " + status, answer);
            require(
                    answer.header("Content-Type")
                            .filter("application/problem+json"::equals)
                            .isPresent(),
                    "problem",
                    answer);
            require(!answer.json().path("retry").asBoolean(true), "is told to send the same again", answer);
            boolean unknown = status == 401;
            require(answer.json().path("login").asBoolean(false) == unknown, "login", answer);
            String challenge = answer.header("WWW-Authenticate").orElse("");
            require(challenge.startsWith("Bearer realm=\"gatesync\"") == unknown, "WWW-Authenticate", answer);
            require(
                    challenge.contains("error=\"invalid_token\"") == (unknown && !token.isEmpty()),
                    "whether a token came",
                    answer);
        }

        private void require(boolean holds, String what, Answer answer) {
            if (!holds) {
                throw new AssertionError(this + ": " + what + ": " + answer);
            }
        }

        @Override
        public String toString() {
            return "%s by %s".formatted(endpoint, who);
        }
    }

    /** All of them, as {@code GET /path/{variable}}. */
    public List<String> endpoints() {
        return rows.stream().map(Endpoint::toString).toList();
    }

    /** Each with each kind of token. */
    public Stream<Try> tries() {
        return rows.stream().flatMap(this::tries);
    }

    private Stream<Try> tries(Endpoint endpoint) {
        boolean open = endpoint.allowed().contains(NO_TOKEN_NEEDED);
        String path = (endpoint.pattern() + endpoint.query())
                .replace("{eventId}", eventId)
                .replace("{deviceId}", deviceId)
                .replace("{syncSessionId}", NOBODYS_SYNC_SESSION);
        Map<String, String> nobodies = new LinkedHashMap<>();
        nobodies.put("nobody", "");
        nobodies.put("garbage", "garbage");
        nobodies.put("an expired token", TestAccess.expired(eventId, deviceId));
        nobodies.put("a token of another key", TestAccess.ofAnotherKey(eventId, deviceId));
        nobodies.put("a token without a signature", TestAccess.unsigned(eventId, deviceId));
        Map<String, String> callers = new LinkedHashMap<>();
        callers.put("device", TestAccess.device(eventId, deviceId));
        callers.put("another device", TestAccess.device(eventId, "another"));
        callers.put("a device of another event", TestAccess.device("another", deviceId));
        callers.put("lead", TestAccess.lead(eventId));
        callers.put("a lead of another event", TestAccess.lead("another"));
        callers.put("organiser", TestAccess.organiser());
        Stream<Try> refused = nobodies.entrySet().stream()
                .map(who -> new Try(endpoint, path, who.getKey(), who.getValue(), open ? 0 : 401));
        Stream<Try> known = callers.entrySet().stream()
                .map(who -> new Try(
                        endpoint,
                        path,
                        who.getKey(),
                        who.getValue(),
                        open
                                        || endpoint.allowed().contains(ANY_TOKEN)
                                        || endpoint.allowed().contains(who.getKey())
                                ? 0
                                : 403));
        return Stream.concat(refused, known);
    }
}
