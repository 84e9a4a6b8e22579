package io.gatesync.gateway.http;

import io.gatesync.access.http.BodyTokens;
import io.gatesync.gateway.answer.SyncAnswer;
import io.gatesync.gateway.answer.UndoneAnswer;
import io.gatesync.gateway.answer.VerifyAnswer;
import io.gatesync.gateway.described.UndoBody;
import io.gatesync.gateway.described.UploadBody;
import io.gatesync.gateway.described.VerifyBody;
import io.gatesync.gateway.input.Upload;
import io.gatesync.gateway.input.UploadReader;
import io.gatesync.gateway.outcomes.PendingUpload;
import io.gatesync.gateway.outcomes.PendingUploads;
import io.gatesync.gateway.publish.StartedSync;
import io.gatesync.gateway.publish.Uploads;
import io.gatesync.schemas.ScanDecided;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the scanner app calls: publishes scans, and what is taken back of them, and answers their verdicts. */
@RestController
@Tag(name = "Scans")
final class ScansController {
    private final BodyReader bodies;
    private final UploadReader reader;
    private final EventRules events;
    private final BodyTokens tokens;
    private final Phones phones;
    private final BatchUploads batches;
    private final Uploads uploads;
    private final PendingUploads pendingUploads;
    private final GatewayMetrics metrics;
    private final InstantSource clock;

    ScansController(
            BodyReader bodies,
            UploadReader reader,
            EventRules events,
            BodyTokens tokens,
            Phones phones,
            BatchUploads batches,
            Uploads uploads,
            PendingUploads pendingUploads,
            GatewayMetrics metrics,
            InstantSource clock) {
        this.bodies = bodies;
        this.reader = reader;
        this.events = events;
        this.tokens = tokens;
        this.phones = phones;
        this.batches = batches;
        this.uploads = uploads;
        this.pendingUploads = pendingUploads;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Operation(
            summary = "Uploads scans",
            description =
                    "Answers each scan's verdict. All of it may be sent again: a scan with an id gets the verdict that it had.",
            parameters =
                    @Parameter(
                            in = ParameterIn.HEADER,
                            name = "Prefer",
                            description = "respond-async: answer 202 at once.",
                            schema = @Schema(type = "string")))
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = UploadBody.class)))
    @ApiResponse(
            responseCode = "200",
            useReturnTypeSchema = true,
            description = "Every scan has its verdict.",
            headers =
                    @Header(
                            name = "Preference-Applied",
                            description = "respond-async, if it was asked for.",
                            schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "202",
            useReturnTypeSchema = true,
            description = "Taken in; what is pending is not decided yet. Send it again, or ask for the sync session.",
            headers = {
                @Header(
                        name = "Location",
                        description = "Where to ask for what became of it.",
                        schema = @Schema(type = "string")),
                @Header(
                        name = "Preference-Applied",
                        description = "respond-async, if it was asked for.",
                        schema = @Schema(type = "string"))
            })
    @ApiResponse(responseCode = "410", description = "The event has ended, and its data are deleted.")
    @PostMapping(
            path = {"/api/offline/sync", "/offline/sync"},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<SyncAnswer> sync(HttpServletRequest request) throws IOException {
        // Before the body is read, which takes its time over a weak network: the device's clock is compared with this.
        Instant begun = clock.instant();
        try (BodyReader.Body body = bodies.read(request)) {
            Upload.Batch batch =
                    reader.readBatch(body.bytes(), begun, new SenderRules(tokens, phones, events::requireForUpload));
            boolean async = Prefer.isAsync(request);
            List<Optional<ScanDecided>> outcomes = new ArrayList<>(batch.scans().size());
            StartedSync sync = batches.publish(batch, async, outcomes);
            return answer(SyncAnswer.of(batch, outcomes, sync.id(), clock.instant()), async, request);
        }
    }

    @Operation(summary = "Scans one ticket online", description = "The status of the answer's body is the verdict's.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = VerifyBody.class)))
    @ApiResponse(responseCode = "200", useReturnTypeSchema = true, description = "The verdict.")
    @ApiResponse(
            responseCode = "202",
            useReturnTypeSchema = true,
            description = "Taken in, and not decided yet: send it again.")
    @ApiResponse(
            responseCode = "403",
            description = "The token is for another device or event, or the event is closed: nobody is admitted.")
    @ApiResponse(responseCode = "410", description = "The event has ended, and its data are deleted.")
    @PostMapping(
            path = {"/api/offline/verify", "/offline/verify"},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<VerifyAnswer> verify(HttpServletRequest request) throws IOException {
        Instant begun = clock.instant();
        try (BodyReader.Body body = bodies.read(request)) {
            Upload.SingleScan single = reader.readSingle(
                    body.bytes(), begun, new SenderRules(tokens, phones, events::requireForAdmission));
            try (PendingUpload pending = pendingUploads.expect(single.device(), 1)) {
                uploads.publish(single, pending.replyTo(0));
                metrics.published(1);
                Optional<ScanDecided> outcome = metrics.timeWait(pending::await).getFirst();
                return json(outcome.isPresent() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                        .body(VerifyAnswer.of(single, outcome, clock.instant()));
            }
        }
    }

    /** Also at an event that is closed: the scan was made before, and so was the wish. */
    @Operation(
            summary = "Takes back a scan",
            description =
                    "On which the device let somebody in, at most 60 seconds after it, by the device's clock. The ticket is free again. May be sent again.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = UndoBody.class)))
    @ApiResponse(
            responseCode = "200",
            useReturnTypeSchema = true,
            description = "It is taken back, or is not, and why: the status of the answer's body says which.")
    @ApiResponse(
            responseCode = "202",
            useReturnTypeSchema = true,
            description = "Taken in, and not decided yet: send it again.")
    @ApiResponse(responseCode = "410", description = "The event has ended, and its data are deleted.")
    @PostMapping(
            path = {"/api/offline/undo", "/offline/undo"},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<UndoneAnswer> undo(HttpServletRequest request) throws IOException {
        Instant begun = clock.instant();
        try (BodyReader.Body body = bodies.read(request)) {
            Upload.Undo undo =
                    reader.readUndo(body.bytes(), begun, new SenderRules(tokens, phones, events::requireForUpload));
            try (PendingUpload pending = pendingUploads.expect(undo.device(), 1)) {
                uploads.publish(undo, pending.replyTo(0));
                UndoneAnswer answer =
                        UndoneAnswer.of(undo, metrics.timeWait(pending::await).getFirst(), clock.instant());
                return json(answer.isPending() ? HttpStatus.ACCEPTED : HttpStatus.OK)
                        .body(answer);
            }
        }
    }

    private static ResponseEntity<SyncAnswer> answer(SyncAnswer answer, boolean async, HttpServletRequest request) {
        HttpStatus status = HttpStatus.valueOf(answer.status());
        ResponseEntity.BodyBuilder response = json(status);
        if (status == HttpStatus.ACCEPTED) {
            response.location(URI.create(request.getRequestURI() + "/sessions/" + answer.syncSessionId()));
        }
        if (async) {
            response.header(Prefer.APPLIED, Prefer.RESPOND_ASYNC);
        }
        return response.body(answer);
    }

    /** JSON, whatever the client says it accepts: the work is done, and this is its answer. */
    private static ResponseEntity.BodyBuilder json(HttpStatus status) {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON);
    }
}
