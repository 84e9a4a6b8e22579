package io.gatesync.gateway.http;

import io.gatesync.gateway.GatewayProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Passes the reads on to the status-projector, which serves them on the same paths. */
@RestController
final class StatusRoute {
    /** Only these are passed on, so that nothing about the connection is. */
    private static final List<String> REQUEST_HEADERS = List.of(HttpHeaders.ACCEPT, "traceparent");

    private static final List<String> RESPONSE_HEADERS =
            List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.RETRY_AFTER, HttpHeaders.CACHE_CONTROL);

    private final HttpClient http;
    private final String projector;
    private final Duration timeout;

    StatusRoute(GatewayProperties properties) {
        GatewayProperties.Projector to = properties.projector();
        this.projector = to.url().toString().replaceAll("/+$", "");
        this.timeout = to.timeout();
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(to.connectTimeout())
                .build();
    }

    @GetMapping({
        "/api/offline/sync/status/{eventId}/{deviceId}",
        "/offline/sync/status/{eventId}/{deviceId}",
        "/api/offline/sync/sessions/{syncSessionId}",
        "/offline/sync/sessions/{syncSessionId}"
    })
    ResponseEntity<byte[]> passOn(HttpServletRequest request) {
        // As it came, still encoded: a decoded %2F or + would be another path.
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        HttpRequest.Builder onward = HttpRequest.newBuilder(URI.create(projector + request.getRequestURI() + query))
                .timeout(timeout)
                .method(request.getMethod(), BodyPublishers.noBody());
        REQUEST_HEADERS.forEach(
                name -> Stream.ofNullable(request.getHeader(name)).forEach(value -> onward.header(name, value)));
        HttpResponse<byte[]> answer = send(onward.build());
        HttpHeaders headers = new HttpHeaders();
        RESPONSE_HEADERS.forEach(
                name -> answer.headers().firstValue(name).ifPresent(value -> headers.set(name, value)));
        return ResponseEntity.status(answer.statusCode()).headers(headers).body(answer.body());
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new ProjectorAwayException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProjectorAwayException(e);
        }
    }
}
