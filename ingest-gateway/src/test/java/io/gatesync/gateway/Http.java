package io.gatesync.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A device's, or an organiser's, way to the gateway. */
final class Http {
    static final String JSON = "application/json";

    private static final JsonMapper MAPPER = new JsonMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String origin;

    Http(String origin) {
        this.origin = origin;
    }

    String origin() {
        return origin;
    }

    Answer get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    Answer post(String path, String json, String... headers) {
        return send("POST", path, JSON, json, headers);
    }

    CompletableFuture<Answer> postLater(String path, String json, String... headers) {
        HttpRequest.Builder request =
                request(path, headers).header("Content-Type", JSON).method("POST", BodyPublishers.ofString(json));
        return client.sendAsync(request.build(), BodyHandlers.ofByteArray()).thenApply(Answer::new);
    }

    Answer put(String path, String contentType, String body) {
        return send("PUT", path, contentType, body);
    }

    Answer putStream(String path, String contentType, Supplier<InputStream> body) {
        return send("PUT", path, contentType, BodyPublishers.ofInputStream(body));
    }

    Answer send(String method, String path, String contentType, String body, String... headers) {
        return send(method, path, contentType, BodyPublishers.ofString(body, UTF_8), headers);
    }

    Answer send(String method, String path, String contentType, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = request(path, headers).method(method, body);
        return send(contentType == null ? request : request.header("Content-Type", contentType));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(client.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** What came back. */
    record Answer(HttpResponse<byte[]> response) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        String text() {
            return new String(response.body(), UTF_8);
        }

        JsonNode json() {
            return MAPPER.readTree(response.body());
        }
    }
}
