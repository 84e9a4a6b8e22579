package io.gatesync.gateway.http;

import io.gatesync.access.Tokens;
import io.gatesync.access.http.AccessProperties;
import io.gatesync.gateway.answer.DeviceLoginAnswer;
import io.gatesync.gateway.described.DeviceLoginBody;
import io.gatesync.gateway.input.DeviceLogin;
import io.gatesync.schemas.DeviceChanged;
import io.gatesync.schemas.EventAccess;
import io.gatesync.service.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where a device gets its token. At a closed event, too: what it scanned before, it has to upload.
 */
@RestController
@Tag(name = "Logins")
final class LoginController {
    private final BodyReader bodies;
    private final EventRules events;
    private final DeviceFleet fleet;
    private final Phones phones;
    private final Login login;
    private final Tokens tokens;
    private final AccessProperties settings;
    private final InstantSource clock;

    LoginController(
            BodyReader bodies,
            EventRules events,
            DeviceFleet fleet,
            Phones phones,
            Login login,
            Tokens tokens,
            AccessProperties settings,
            InstantSource clock) {
        this.bodies = bodies;
        this.events = events;
        this.fleet = fleet;
        this.phones = phones;
        this.login = login;
        this.tokens = tokens;
        this.settings = settings;
        this.clock = clock;
    }

    @Operation(
            summary = "Logs a device in",
            description = "The first phone that logs in as a device holds that id until the entrance lead releases it.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = DeviceLoginBody.class)))
    @ApiResponse(responseCode = "200", useReturnTypeSchema = true, description = "The token.")
    @ApiResponse(responseCode = "401", description = "The passcode does not fit, or there is no such event.")
    @ApiResponse(
            responseCode = "403",
            description = "The event has ended, the device was cut off, or the code was not used in time.")
    @ApiResponse(responseCode = "409", description = "Another phone is this device.")
    @PostMapping(
            path = {"/api/offline/login", "/offline/login"},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<DeviceLoginAnswer> logIn(HttpServletRequest request) throws IOException {
        try (BodyReader.Body body = bodies.read(request)) {
            DeviceLogin device = DeviceLogin.read(body.bytes());
            LoginNote note = LoginNote.of(request, device.identifier(), device.identifier(), device.deviceId());
            Optional<EventAccess> event = events.findForLogin(device.identifier());
            if (event.filter(EventRules::hasEnded).isPresent()) {
                throw login.refused(note, noLogin("The event %s has ended.".formatted(device.identifier())));
            }
            Optional<DeviceChanged> enrolled =
                    device.byEnrolment() ? fleet.latest(device.identifier(), device.deviceId()) : Optional.empty();
            Optional<String> hash = device.byEnrolment()
                    ? enrolled.map(DeviceChanged::getEnrolmentHash)
                    : event.map(EventAccess::getPasscodeHash);
            login.require(note, "event " + device.identifier(), device.secret(), hash);
            EventAccess entered = event.orElseThrow();
            if (fleet.isRevoked(entered.getEventId(), device.deviceId())) {
                throw login.refused(
                        note,
                        noLogin("The device %s was cut off. The entrance lead can give it back."
                                .formatted(device.deviceId())));
            }
            if (enrolled.filter(code -> isTooLate(code, device)).isPresent()) {
                throw login.refused(
                        note, noLogin("The code was not used in time. The entrance lead can make another."));
            }
            Tokens.Issued issued = tokens.forDevice(
                    entered.getEventId(),
                    device.deviceId(),
                    holder(note, device, enrolled),
                    settings.deviceTokenLife());
            login.letIn(note);
            return ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(DeviceLoginAnswer.of(issued, clock.instant(), event(entered)));
        }
    }

    private String holder(LoginNote note, DeviceLogin device, Optional<DeviceChanged> enrolled) {
        try {
            return phones.logIn(
                    device.identifier(),
                    device,
                    enrolled.map(DeviceChanged::getEnrolmentHash).orElse(null));
        } catch (Problem heldByAnother) {
            throw login.refused(note, heldByAnother);
        }
    }

    /** The phone that has used a code in time may log in by it again. */
    private boolean isTooLate(DeviceChanged enrolled, DeviceLogin device) {
        Instant until = enrolled.getEnrolmentUntil();
        return until != null
                && clock.instant().isAfter(until)
                && !phones.hasUsed(device.identifier(), device, String.valueOf(enrolled.getEnrolmentHash()));
    }

    private static Problem noLogin(String detail) {
        return Problem.stop(HttpStatus.FORBIDDEN, detail);
    }

    private static DeviceLoginAnswer.Event event(EventAccess event) {
        return new DeviceLoginAnswer.Event(
                event.getEventId(),
                event.getName(),
                event.getState().name().toLowerCase(Locale.ROOT),
                event.getCodePattern(),
                event.getCodeCaseMatters());
    }
}
