package io.gatesync.gateway.http;

import io.gatesync.access.Caller;
import io.gatesync.access.http.CallerAuthentication;
import io.gatesync.gateway.answer.SyncAnswer;
import io.gatesync.gateway.input.CodeRule;
import io.gatesync.gateway.input.EventChange;
import io.gatesync.gateway.input.RefusedInputException;
import io.gatesync.gateway.input.RescueFile;
import io.gatesync.gateway.input.Upload;
import io.gatesync.gateway.publish.StartedSync;
import io.gatesync.schemas.DeviceChanged;
import io.gatesync.schemas.DeviceState;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.service.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes in the scans of a phone that cannot send them any more, from the file that its app has exported. */
@RestController
final class RescueController {
    private static final String ACCEPT = "accept";

    private final BodyReader bodies;
    private final EventRules rules;
    private final DeviceFleet fleet;
    private final BatchUploads batches;
    private final InstantSource clock;

    RescueController(
            BodyReader bodies, EventRules rules, DeviceFleet fleet, BatchUploads batches, InstantSource clock) {
        this.bodies = bodies;
        this.rules = rules;
        this.fleet = fleet;
        this.batches = batches;
        this.clock = clock;
    }

    /** @param cutOff {@value #ACCEPT}: who calls answers for the scans, also where their device is cut off */
    @Operation(
            summary = "Takes in the scans of a phone that cannot send them",
            description =
                    "The file that the app has exported, as it is. Answered as an upload of that device; what was taken back on the phone is taken back after it. May be sent again.",
            parameters =
                    @Parameter(
                            in = ParameterIn.QUERY,
                            name = "cut_off",
                            description =
                                    "accept: whoever sends the file answers for the scans, also where their device is cut off.",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {ACCEPT})))
    @RequestBody(
            required = true,
            content = @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "200", useReturnTypeSchema = true, description = "Every scan has its verdict.")
    @ApiResponse(
            responseCode = "202",
            useReturnTypeSchema = true,
            description = "Taken in; what is pending is not decided yet: send the file again.")
    @ApiResponse(responseCode = "409", description = "The device is cut off.")
    @ApiResponse(responseCode = "410", description = "The event has ended, and its data are deleted.")
    @PostMapping("/api/admin/events/{eventId}/rescue")
    ResponseEntity<SyncAnswer> rescue(
            @PathVariable String eventId,
            @Parameter(hidden = true) @RequestParam(name = "cut_off", defaultValue = "") String cutOff,
            HttpServletRequest request)
            throws IOException {
        String event = EventChange.requireId(eventId);
        CodeRule rule = rules.requireForTickets(event);
        if (!cutOff.isEmpty() && !cutOff.equals(ACCEPT)) {
            throw RefusedInputException.invalid("cut_off can be accept, and nothing else.");
        }
        try (BodyReader.Body body = bodies.read(request)) {
            RescueFile file = RescueFile.read(body.bytes());
            Upload.Batch batch = file.asUpload(event, caller(), clock.instant(), rule);
            if (cutOff.isEmpty()) {
                requireNotCutOff(event, batch.deviceId());
            }
            List<Optional<ScanDecided>> outcomes = new ArrayList<>(batch.scans().size());
            StartedSync sync = batches.publish(batch, false, outcomes);
            batches.takeBack(file.takenBack(batch));
            SyncAnswer answer = SyncAnswer.of(batch, outcomes, sync.id(), clock.instant());
            return ResponseEntity.status(answer.status())
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(answer);
        }
    }

    private static String caller() {
        return CallerAuthentication.current().map(Caller::name).orElse("");
    }

    /** Its scans would get the verdict that the device is cut off, and keep it for ever. */
    private void requireNotCutOff(String event, String device) {
        Optional<DeviceState> state = fleet.latest(event, device).map(DeviceChanged::getState);
        if (state.equals(Optional.of(DeviceState.REVOKED))) {
            throw Problem.stop(
                            HttpStatus.CONFLICT,
                            "The device %s is cut off, and whoever has held its phone may have made these scans up. If you answer for them, send the file again with ?cut_off=accept (./gatesync import --accept-cut-off)."
                                    .formatted(device))
                    .with("reason", "cut_off");
        }
    }
}
