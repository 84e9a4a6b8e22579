package io.gatesync.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatesync.gateway.input.TextRule;
import io.gatesync.gateway.projector.ProjectorAddress;
import io.gatesync.service.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Forwards reads to the status-projector, which serves them on the same paths, and its answers back. */
@RestController
final class ReadProxy {
    private static final Logger LOG = LoggerFactory.getLogger(ReadProxy.class);

    /** Only these headers are forwarded, because others may be about the connection. */
    private static final List<String> REQUEST_HEADERS =
            List.of(HttpHeaders.ACCEPT, HttpHeaders.AUTHORIZATION, "traceparent");

    private static final List<String> RESPONSE_HEADERS = List.of(
            HttpHeaders.CONTENT_TYPE, HttpHeaders.RETRY_AFTER, HttpHeaders.CACHE_CONTROL, HttpHeaders.WWW_AUTHENTICATE);

    private final HttpClient http;
    private final ProjectorAddress projector;

    ReadProxy(ProjectorAddress address) {
        this.projector = address;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(address.connectTimeout())
                .build();
    }

    @GetMapping({"/api/offline/sync/status/{eventId}/{deviceId}", "/offline/sync/status/{eventId}/{deviceId}"})
    ResponseEntity<byte[]> status(
            @PathVariable String eventId, @PathVariable String deviceId, HttpServletRequest request) {
        return read("/api/offline/sync/status/" + segment(eventId) + "/" + segment(deviceId), request);
    }

    @GetMapping({"/api/offline/sync/sessions/{syncSessionId}", "/offline/sync/sessions/{syncSessionId}"})
    ResponseEntity<byte[]> session(@PathVariable String syncSessionId, HttpServletRequest request) {
        return read("/api/offline/sync/sessions/" + segment(syncSessionId), request);
    }

    @GetMapping("/api/admin/events/{eventId}/devices")
    ResponseEntity<byte[]> devices(@PathVariable String eventId, HttpServletRequest request) {
        return read("/api/admin/events/" + segment(eventId) + "/devices", request);
    }

    /** An id as one segment of a path, cleaned as it was when its scans were taken in. */
    private static String segment(String id) {
        return URLEncoder.encode(TextRule.clean(id), UTF_8).replace("+", "%20");
    }

    private ResponseEntity<byte[]> read(String path, HttpServletRequest request) {
        HttpResponse<byte[]> answer = send(forwarded(path, request));
        HttpHeaders headers = new HttpHeaders();
        for (String name : RESPONSE_HEADERS) {
            answer.headers().firstValue(name).ifPresent(value -> headers.set(name, value));
        }
        return ResponseEntity.status(answer.statusCode()).headers(headers).body(answer.body());
    }

    /** Without the request's query: the reads have none. */
    private HttpRequest forwarded(String path, HttpServletRequest request) {
        HttpRequest.Builder forwarded = HttpRequest.newBuilder(projector.uri(path))
                .timeout(projector.timeout())
                .method(request.getMethod(), BodyPublishers.noBody());
        for (String name : REQUEST_HEADERS) {
            String value = request.getHeader(name);
            if (value != null) {
                forwarded.header(name, value);
            }
        }
        return forwarded.build();
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            LOG.warn(
                    "The status-projector at {} does not answer; a read is answered 503: {}",
                    projector.url(),
                    e.toString());
            throw away();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away();
        }
    }

    private static Problem away() {
        return Problem.sendAgain(HttpStatus.SERVICE_UNAVAILABLE, "The status is not available right now.");
    }
}
