package io.gatesync.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends requests of tests to one service, right ones and wrong ones: any method, headers and body. Gives back the answer
 * as it came. Headers are passed as name, value, name, value. Many threads may share one.
 *
 * <p>Where no answer comes, each method throws an {@link UncheckedIOException}: whether the service carried the request
 * out is then unknown.
 */
public final class RawHttp {
    private static final JsonMapper JSON = new JsonMapper();

    /** Longer than any answer may take, a million tickets included. */
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final HttpClient client;
    private final String origin;
    private final Optional<String> token;
    private final Consumer<Answer> check;

    /** @param origin where the service is, such as {@code http://127.0.0.1:8080}; paths are appended to it */
    public RawHttp(String origin) {
        this(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
                origin,
                Optional.empty(),
                answer -> {});
    }

    private RawHttp(HttpClient client, String origin, Optional<String> token, Consumer<Answer> check) {
        this.client = client;
        this.origin = origin;
        this.token = token;
        this.check = check;
    }

    /** The same service over the same connections: sends this token with every request that has no {@code Authorization} of its own. */
    public RawHttp withToken(String bearer) {
        return new RawHttp(client, origin, Optional.of(bearer), check);
    }

    /** Sends no token. */
    public RawHttp withoutToken() {
        return new RawHttp(client, origin, Optional.empty(), check);
    }

    /** Looks at every answer, and throws if it finds one wrong; such as {@link DescribedApi#check(Answer)}. */
    public RawHttp checkedBy(Consumer<Answer> checked) {
        return new RawHttp(client, origin, token, checked);
    }

    public String origin() {
        return origin;
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    public Answer post(String path, String json, String... headers) {
        return answer(json(path, json, headers));
    }

    /** Posts and does not wait for the answer. Where none comes, the future fails with an {@link IOException}. */
    public CompletableFuture<Answer> postLater(String path, String json, String... headers) {
        return client.sendAsync(json(path, json, headers).build(), BodyHandlers.ofByteArray())
                .thenApply(this::checked);
    }

    public Answer put(String path, String contentType, String body) {
        return put(path, contentType, BodyPublishers.ofString(body, UTF_8));
    }

    public Answer put(String path, String contentType, BodyPublisher body) {
        return send("PUT", path, body, "Content-Type", contentType);
    }

    public Answer send(String method, String path, BodyPublisher body, String... headers) {
        return answer(request(path, headers).method(method, body));
    }

    private HttpRequest.Builder json(String path, String json, String... headers) {
        return request(path, headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json, UTF_8));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(origin + path)).timeout(TIMEOUT);
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (Stream.of(headers).noneMatch("Authorization"::equalsIgnoreCase)) {
            token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        }
        return request;
    }

    private Answer answer(HttpRequest.Builder request) {
        try {
            return checked(client.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for an answer", e);
        }
    }

    private Answer checked(HttpResponse<byte[]> response) {
        Answer answer = new Answer(response);
        check.accept(answer);
        return answer;
    }

    /** The answer to a request, whatever its status. */
    public record Answer(HttpResponse<byte[]> response) {
        public int status() {
            return response.statusCode();
        }

        /** The first header of this name, in any case of letters. */
        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        public String text() {
            return new String(response.body(), UTF_8);
        }

        /** The body as JSON; fails if it is not. */
        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        @Override
        public String toString() {
            return "%s %s answered %d %s".formatted(response.request().method(), response.uri(), status(), text());
        }
    }
}
