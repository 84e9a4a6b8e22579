package io.gatesync.gateway.http;

import io.gatesync.gateway.GatewayProperties;
import io.gatesync.gateway.answer.ScanAnswer;
import io.gatesync.gateway.answer.SyncAnswer;
import io.gatesync.gateway.answer.VerifyAnswer;
import io.gatesync.gateway.input.Upload;
import io.gatesync.gateway.input.UploadReader;
import io.gatesync.gateway.kafka.PublishedUpload;
import io.gatesync.gateway.kafka.Uploads;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the scanner app calls: takes scans in and answers their verdicts. */
@RestController
final class ScansController {
    private static final String PREFER = "Prefer";
    private static final String PREFERENCE_APPLIED = "Preference-Applied";
    private static final String RESPOND_ASYNC = "respond-async";
    private static final Pattern PREFERENCE_END = Pattern.compile("[;=]");

    private final BodyReader bodies;
    private final UploadReader reader;
    private final Uploads uploads;
    private final UploadMetrics metrics;
    private final InstantSource clock;

    ScansController(
            BodyReader bodies,
            GatewayProperties properties,
            Uploads uploads,
            UploadMetrics metrics,
            InstantSource clock) {
        this.bodies = bodies;
        this.reader = new UploadReader(properties.maxScans());
        this.uploads = uploads;
        this.metrics = metrics;
        this.clock = clock;
    }

    @PostMapping(
            path = {"/api/offline/sync", "/offline/sync"},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<SyncAnswer> sync(HttpServletRequest request) throws IOException {
        Upload upload = reader.readBatch(bodies.read(request));
        boolean async = prefersAsync(request);
        return metrics.observe(upload, () -> {
            try (PublishedUpload published = uploads.publishBatch(upload)) {
                boolean decided = !async && metrics.observeWait(published::awaitVerdicts);
                List<ScanAnswer> results = async ? published.pendingAnswers() : published.answers();
                SyncAnswer answer = SyncAnswer.of(results, published.syncSessionId(), clock.instant());
                ResponseEntity.BodyBuilder response =
                        ResponseEntity.status(answer.status()).contentType(MediaType.APPLICATION_JSON);
                if (!decided) {
                    response.location(URI.create(request.getRequestURI() + "/sessions/" + published.syncSessionId()));
                }
                if (async) {
                    response.header(PREFERENCE_APPLIED, RESPOND_ASYNC);
                }
                return response.body(answer);
            }
        });
    }

    @PostMapping(
            path = {"/api/offline/verify", "/offline/verify"},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<VerifyAnswer> verify(HttpServletRequest request) throws IOException {
        Upload upload = reader.readSingle(bodies.read(request), clock.instant());
        return metrics.observe(upload, () -> {
            try (PublishedUpload published = uploads.publishSingle(upload)) {
                boolean decided = metrics.observeWait(published::awaitVerdicts);
                return ResponseEntity.status(decided ? HttpStatus.OK : HttpStatus.ACCEPTED)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(VerifyAnswer.of(published.answers().getFirst(), clock.instant()));
            }
        });
    }

    private static boolean prefersAsync(HttpServletRequest request) {
        return Collections.list(request.getHeaders(PREFER)).stream()
                .flatMap(header -> Stream.of(header.split(",", -1)))
                .map(preference ->
                        PREFERENCE_END.split(preference, 2)[0].strip().toLowerCase(Locale.ROOT))
                .anyMatch(RESPOND_ASYNC::equals);
    }
}
