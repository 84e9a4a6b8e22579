package io.gatesync.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gatesync.client.Reply.Answered;
import io.gatesync.client.Reply.SendAgain;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * A running gateway, called over HTTP as devices and the organiser call it. Many threads may share one.
 *
 * <p>Each call gives a {@link Reply}: the answer, or the reason to send the same again. A request that the gateway
 * refuses for good throws a {@link RequestRefusedException}.
 */
public final class Gateway {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            // The field "replayed" is sent only if it is true.
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .changeDefaultPropertyInclusion(kept -> kept.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** Longer than the gateway waits for Kafka and then for verdicts. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    /** Enough for millions of tickets. */
    private static final Duration LOAD_TIMEOUT = Duration.ofMinutes(30);

    private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(1);

    private static final int UNAUTHORIZED = 401;

    private final URI base;
    private final HttpClient http;
    private final @Nullable Session session;

    private Gateway(URI base, HttpClient http, @Nullable Session session) {
        this.base = base;
        this.http = http;
        this.session = session;
    }

    /**
     * A gateway that is called by nobody it knows: only to log in, before {@link #as}.
     *
     * @param base such as {@code http://127.0.0.1:8080}
     */
    public Gateway(URI base) {
        this(
                base,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build(),
                null);
    }

    /** The same gateway over the same connections, called by who has logged in. */
    public Gateway as(Session caller) {
        return new Gateway(base, http, caller);
    }

    /**
     * Logs a device in to an event.
     *
     * @param installation a secret by which the gateway knows this phone again; another phone gets no session for the device
     */
    public Reply<Session> login(String eventId, String passcode, String deviceId, String installation) {
        var body =
                Map.of("event_id", eventId, "passcode", passcode, "device_id", deviceId, "installation", installation);
        return send(post("/api/offline/login", JSON.writeValueAsBytes(body)), Session.class);
    }

    /** Logs an organiser or the lead of an event in. */
    public Reply<Session> loginAccount(String name, String passcode) {
        var body = Map.of("name", name, "passcode", passcode);
        return send(post("/api/admin/login", JSON.writeValueAsBytes(body)), Session.class);
    }

    /** Opens an event, or changes it. */
    public Reply<EventState> openEvent(String eventId, String name, String passcode) {
        byte[] event = JSON.writeValueAsBytes(Map.of("name", name, "passcode", passcode));
        return send(
                put("/api/admin/events/" + encoded(eventId), "application/json", BodyPublishers.ofByteArray(event))
                        .timeout(ANSWER_TIMEOUT),
                EventState.class);
    }

    /**
     * Loads the tickets of an event.
     *
     * @param csv a header row and one row per ticket, in pieces of any size
     */
    public Reply<LoadedTickets> loadTickets(String eventId, Iterable<byte[]> csv) {
        String path = "/api/admin/events/" + encoded(eventId) + "/tickets";
        return send(put(path, "text/csv", BodyPublishers.ofByteArrays(csv)).timeout(LOAD_TIMEOUT), LoadedTickets.class);
    }

    /**
     * Hands in the scans of a phone that cannot send them, in the form that its app exports them.
     *
     * @param acceptCutOff whether the caller answers for them where their device is cut off
     */
    public Reply<RescueAnswer> rescue(String eventId, byte[] file, boolean acceptCutOff) {
        String path = "/api/admin/events/" + encoded(eventId) + "/rescue" + (acceptCutOff ? "?cut_off=accept" : "");
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(ANSWER_TIMEOUT)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofByteArray(file));
        return send(request, RescueAnswer.class);
    }

    /** The body of an upload, to be sent with {@link #sync(byte[])}. */
    public static byte[] body(Upload upload) {
        return JSON.writeValueAsBytes(upload);
    }

    /** Uploads scans and waits for their verdicts. */
    public Reply<SyncAnswer> sync(byte[] upload) {
        return send(post("/api/offline/sync", upload), SyncAnswer.class);
    }

    /** Asks about one scan, online. */
    public Reply<ScanResult> verify(String eventId, String deviceId, String sessionToken, Upload.Scan scan) {
        var body = new OnlineScan(eventId, deviceId, sessionToken, scan.qrcode(), scan.scannedAt(), scan.scanId());
        return send(post("/api/offline/verify", JSON.writeValueAsBytes(body)), ScanResult.class);
    }

    private record OnlineScan(
            String eventId,
            String deviceId,
            String sessionToken,
            String qrcode,
            long scannedAt,
            @Nullable UUID scanId) {}

    /** Asks what the tables say about a device. */
    public Reply<DeviceStatus> status(String eventId, String deviceId) {
        return send(get("/api/offline/sync/status/" + encoded(eventId) + "/" + encoded(deviceId)), DeviceStatus.class);
    }

    /** Asks what the tables say about an upload. */
    public Reply<SyncSession> session(long syncSessionId) {
        return send(get("/api/offline/sync/sessions/" + syncSessionId), SyncSession.class);
    }

    private HttpRequest.Builder put(String path, String contentType, BodyPublisher body) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", contentType)
                .PUT(body);
    }

    private HttpRequest.Builder post(String path, byte[] json) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(ANSWER_TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json));
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(ANSWER_TIMEOUT);
    }

    private static String encoded(String pathSegment) {
        return URLEncoder.encode(pathSegment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private <T> Reply<T> send(HttpRequest.Builder builder, Class<T> answer) {
        if (session != null) {
            builder.header("Authorization", "Bearer " + session.token());
        }
        HttpRequest request = builder.build();
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            return response.statusCode() / 100 == 2
                    ? new Answered<>(answer(request, response, answer))
                    : problem(request, response);
        } catch (IOException e) {
            String reason = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
            return new SendAgain<>(DEFAULT_RETRY_AFTER, "No answer from " + base + reason);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for an answer from " + base, e);
        }
    }

    private static <T> T answer(HttpRequest request, HttpResponse<byte[]> response, Class<T> type) {
        try {
            return JSON.readValue(response.body(), type);
        } catch (JacksonException e) {
            throw new RequestRefusedException("%s %s was answered with something else than GateSync's JSON: %s"
                    .formatted(request.method(), request.uri(), e.getOriginalMessage()));
        }
    }

    private static <T> Reply<T> problem(HttpRequest request, HttpResponse<byte[]> response) {
        JsonNode problem = problem(response.body());
        String why = problem.path("detail").asString(problem.path("title").asString(""));
        int status = response.statusCode();
        if (status == UNAUTHORIZED && problem.path("login").asBoolean(false)) {
            return new SendAgain<>(Duration.ZERO, why, true);
        }
        // A failure of a server or a proxy is no reason to throw away what it did not take.
        boolean retry = problem.path("retry").asBoolean(status == 408 || status == 429 || status >= 500);
        if (retry) {
            return new SendAgain<>(retryAfter(response), why);
        }
        throw new RequestRefusedException("%s %s was refused: HTTP %d %s"
                .formatted(request.method(), request.uri(), status, why)
                .strip());
    }

    private static JsonNode problem(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            // Not an answer of the gateway itself, but of a proxy, say: only the status counts.
            return JSON.createObjectNode();
        }
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,6}"))
                .map(Long::parseLong)
                .map(Duration::ofSeconds)
                .orElse(DEFAULT_RETRY_AFTER);
    }
}
