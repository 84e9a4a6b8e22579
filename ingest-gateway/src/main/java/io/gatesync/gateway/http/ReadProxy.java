package io.gatesync.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatesync.gateway.described.TicketLine;
import io.gatesync.gateway.input.TextRule;
import io.gatesync.gateway.projector.ProjectorHttp;
import io.gatesync.service.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
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
@Tag(name = "Reads")
final class ReadProxy {
    private static final Logger LOG = LoggerFactory.getLogger(ReadProxy.class);

    /** Only these headers are forwarded, because others may be about the connection. */
    private static final List<String> REQUEST_HEADERS = List.of(
            HttpHeaders.ACCEPT,
            HttpHeaders.ACCEPT_ENCODING,
            HttpHeaders.AUTHORIZATION,
            HttpHeaders.IF_NONE_MATCH,
            "traceparent");

    private static final List<String> RESPONSE_HEADERS = List.of(
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.CONTENT_ENCODING,
            HttpHeaders.RETRY_AFTER,
            HttpHeaders.CACHE_CONTROL,
            HttpHeaders.ETAG,
            HttpHeaders.VARY,
            "GateSync-Cursor",
            HttpHeaders.WWW_AUTHENTICATE);

    /** What a device says of the list that it has. */
    private static final List<String> LIST_PARAMETERS = List.of("part", "base", "cursor", "wait");

    private static final Pattern LIST_VALUE = Pattern.compile("[\\w-]{1,4000}");
    /** The longest that a device may ask the projector to wait for a change. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final ProjectorHttp projector;
    private final AtomicBoolean away = new AtomicBoolean();

    ReadProxy(ProjectorHttp projector) {
        this.projector = projector;
    }

    @Operation(summary = "The status of a device")
    @ApiResponse(responseCode = "200", description = "As the tables show it.")
    @GetMapping({"/api/offline/sync/status/{eventId}/{deviceId}", "/offline/sync/status/{eventId}/{deviceId}"})
    ResponseEntity<byte[]> status(
            @PathVariable String eventId, @PathVariable String deviceId, HttpServletRequest request) {
        return read("/api/offline/sync/status/" + segment(eventId) + "/" + segment(deviceId), request);
    }

    @Operation(summary = "What became of an upload")
    @ApiResponse(responseCode = "200", description = "As the tables show it.")
    @ApiResponse(
            responseCode = "404",
            description = "There is no such sync session; with retry: true, it is not known yet.",
            headers =
                    @Header(
                            name = "Retry-After",
                            description = "Seconds to wait before the same is sent again, with retry: true.",
                            schema = @Schema(type = "integer")))
    @GetMapping({"/api/offline/sync/sessions/{syncSessionId}", "/offline/sync/sessions/{syncSessionId}"})
    ResponseEntity<byte[]> session(@PathVariable String syncSessionId, HttpServletRequest request) {
        return read("/api/offline/sync/sessions/" + segment(syncSessionId), request);
    }

    @Operation(summary = "The devices of an event", description = "None of an event that the tables do not know.")
    @ApiResponse(
            responseCode = "200",
            description = "Devices that have logged in or uploaded, or that somebody has named or cut off.")
    @GetMapping("/api/admin/events/{eventId}/devices")
    ResponseEntity<byte[]> devices(@PathVariable String eventId, HttpServletRequest request) {
        return read("/api/admin/events/" + segment(eventId) + "/devices", request);
    }

    /** Passed on piece by piece: a list of tickets is large, and hundreds of devices ask for it at a time. */
    @Operation(
            summary = "The tickets of an event, for devices that decide without a network",
            description =
                    "Without a query: the whole list. With part: a part of it, by the first four bits of the hash. With cursor: what has changed since. Codes are hashed: HMAC-SHA-256, the first 16 bytes.",
            parameters = {
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "part",
                        description = "Of the list.",
                        schema = @Schema(type = "integer", minimum = "0", maximum = "15")),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "base",
                        description = "From the first line: a part of that very list, which never changes.",
                        schema = @Schema(type = "string")),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "cursor",
                        description = "From the last line: what has changed since.",
                        schema = @Schema(type = "string")),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "wait",
                        description = "Seconds to wait for a change.",
                        schema = @Schema(type = "integer", minimum = "0", maximum = "30")),
                @Parameter(
                        in = ParameterIn.HEADER,
                        name = "If-None-Match",
                        description = "The list that the device has.",
                        schema = @Schema(type = "string"))
            })
    @ApiResponse(
            responseCode = "200",
            description = "One JSON object a line.",
            headers = @Header(name = "ETag", description = "Names the list.", schema = @Schema(type = "string")),
            content = @Content(mediaType = "application/x-ndjson", schema = @Schema(implementation = TicketLine.class)))
    @ApiResponse(
            responseCode = "204",
            description = "Nothing has changed in time.",
            headers =
                    @Header(
                            name = "GateSync-Cursor",
                            description = "From where to ask again.",
                            schema = @Schema(type = "string")),
            content = @Content)
    @ApiResponse(
            responseCode = "304",
            description = "The device has this list.",
            headers = @Header(name = "ETag", description = "Names the list.", schema = @Schema(type = "string")),
            content = @Content)
    @ApiResponse(responseCode = "404", description = "Nobody has opened the event.")
    @ApiResponse(
            responseCode = "410",
            description =
                    "The event has ended; or, with a reason, the list has to be loaded anew: other_generation, too_old, base_gone.")
    @GetMapping({"/api/offline/events/{eventId}/tickets", "/offline/events/{eventId}/tickets"})
    void tickets(@PathVariable String eventId, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String path = "/api/offline/events/" + segment(eventId) + "/tickets" + listQuery(request);
        try (ClassicHttpResponse answer =
                send(path, request, projector.address().timeout().plus(LONGEST_WAIT))) {
            response.setStatus(answer.getCode());
            headers(answer).forEach((name, values) -> response.setHeader(name, values.getFirst()));
            HttpEntity body = answer.getEntity();
            if (body != null) {
                body.writeTo(response.getOutputStream());
            }
        }
    }

    private static String listQuery(HttpServletRequest request) {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        for (String name : LIST_PARAMETERS) {
            String value = request.getParameter(name);
            if (value == null) {
                continue;
            }
            if (!LIST_VALUE.matcher(value).matches()) {
                throw Problem.stop(HttpStatus.BAD_REQUEST, "This is no %s of a list of tickets.".formatted(name));
            }
            query.add(name + "=" + value);
        }
        return query.toString();
    }

    /** An id as one segment of a path, cleaned as it was when its scans were taken in. */
    private static String segment(String id) {
        return URLEncoder.encode(TextRule.clean(id), UTF_8).replace("+", "%20");
    }

    private ResponseEntity<byte[]> read(String path, HttpServletRequest request) {
        try (ClassicHttpResponse answer =
                send(path, request, projector.address().timeout())) {
            HttpEntity body = answer.getEntity();
            return ResponseEntity.status(answer.getCode())
                    .headers(headers(answer))
                    .body(body == null ? new byte[0] : EntityUtils.toByteArray(body));
        } catch (IOException e) {
            throw notAnswered(e);
        }
    }

    private static HttpHeaders headers(ClassicHttpResponse answer) {
        HttpHeaders headers = new HttpHeaders();
        for (String name : RESPONSE_HEADERS) {
            if (answer.containsHeader(name)) {
                headers.set(name, answer.getFirstHeader(name).getValue());
            }
        }
        return headers;
    }

    /**
     * Asks the projector, without the request's query.
     *
     * @param timeout until it begins to answer, and for each further piece of the answer
     */
    private ClassicHttpResponse send(String path, HttpServletRequest request, Duration timeout) {
        Map<String, String> headers = new HashMap<>();
        for (String name : REQUEST_HEADERS) {
            String value = request.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        try {
            ClassicHttpResponse answer = projector.ask(request.getMethod(), path, headers, timeout);
            if (away.compareAndSet(true, false)) {
                LOG.info("The status-projector answers again");
            }
            return answer;
        } catch (IOException e) {
            throw notAnswered(e);
        }
    }

    /** Hundreds of devices ask every few seconds: it is logged once until the projector answers again. */
    private Problem notAnswered(IOException cause) {
        if (away.compareAndSet(false, true)) {
            LOG.warn(
                    "The status-projector at {} does not answer. Until it does, reads are answered 503 and asked again by their devices;"
                            + " scans are taken in and decided without it. Its own log says why, or it is not running: {}",
                    projector.address().url(),
                    cause.toString());
        }
        return Problem.sendAgain(HttpStatus.SERVICE_UNAVAILABLE, "The status is not available right now.");
    }
}
