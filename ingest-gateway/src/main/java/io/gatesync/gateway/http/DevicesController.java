package io.gatesync.gateway.http;

import io.gatesync.access.Caller;
import io.gatesync.access.http.CallerAuthentication;
import io.gatesync.gateway.answer.DeviceAnswer;
import io.gatesync.gateway.answer.EnrolmentAnswer;
import io.gatesync.gateway.described.EnrolmentBody;
import io.gatesync.gateway.input.DeviceId;
import io.gatesync.gateway.input.Enrolment;
import io.gatesync.gateway.input.EnrolmentCode;
import io.gatesync.gateway.input.EventChange;
import io.gatesync.gateway.login.PasscodeChecks;
import io.gatesync.schemas.DeviceChanged;
import io.gatesync.schemas.DeviceState;
import io.gatesync.service.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the entrance lead does about a device: enrols a phone for it, releases its id for another phone, cuts it off when it is lost,
 * and gives it back when it is found.
 */
@RestController
@Tag(name = "Devices")
final class DevicesController {
    private final BodyReader bodies;
    private final EventRules rules;
    private final DeviceFleet fleet;
    private final Phones phones;
    private final PasscodeChecks passcodes;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    DevicesController(
            BodyReader bodies,
            EventRules rules,
            DeviceFleet fleet,
            Phones phones,
            PasscodeChecks passcodes,
            InstantSource clock) {
        this.bodies = bodies;
        this.rules = rules;
        this.fleet = fleet;
        this.phones = phones;
        this.passcodes = passcodes;
        this.clock = clock;
    }

    @Operation(summary = "Makes a code that lets one phone log in as a device")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = EnrolmentBody.class)))
    @ApiResponse(responseCode = "201", useReturnTypeSchema = true, description = "The code. It is not told again.")
    @ApiResponse(responseCode = "404", description = "Nobody has opened the event.")
    @ApiResponse(responseCode = "409", description = "A phone is logged in as this device, or the device is cut off.")
    @ApiResponse(responseCode = "410", description = "The event has ended, and its data are deleted.")
    @PostMapping(path = "/api/admin/events/{eventId}/devices", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<EnrolmentAnswer> enrol(@PathVariable String eventId, HttpServletRequest request) throws IOException {
        String event = EventChange.requireId(eventId);
        rules.requireForTickets(event);
        try (BodyReader.Body body = bodies.read(request)) {
            Enrolment enrolment = Enrolment.read(body.bytes());
            String device = enrolment.deviceId();
            DeviceChanged.Builder change = fleet.latest(event, device)
                    .map(DeviceChanged::newBuilder)
                    .orElseGet(() -> named(event, device).setState(DeviceState.ACTIVE));
            if (change.getState() != DeviceState.ACTIVE) {
                throw Problem.stop(
                        HttpStatus.CONFLICT, "The device %s is cut off. Give it back first.".formatted(device));
            }
            free(event, enrolment);
            String code = EnrolmentCode.random(random);
            DeviceChanged enrolled = publish(change.setName(enrolment.name().orElse(change.getName()))
                    .setGate(enrolment.gate().orElse(change.getGate()))
                    .setEnrolmentHash(passcodes.hash(code))
                    .setEnrolmentUntil(
                            clock.instant().plus(enrolment.validFor()).truncatedTo(ChronoUnit.MILLIS)));
            return ResponseEntity.status(HttpStatus.CREATED)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(EnrolmentAnswer.of(enrolled, code, appUrl(event, device, code)));
        }
    }

    /** A phone that scans as this device goes on, unless the lead wants it replaced. */
    private void free(String event, Enrolment enrolment) {
        if (!phones.isHeld(event, enrolment.deviceId())) {
            return;
        }
        if (!enrolment.replacesPhone()) {
            throw Problem.stop(
                    HttpStatus.CONFLICT,
                    "A phone is logged in as %s. To give its place to another one, say \"replace\": true."
                            .formatted(enrolment.deviceId()));
        }
        phones.release(event, enrolment.deviceId());
    }

    /** Under the address by which the lead has asked. The code is behind a #, and so in no server's log. */
    private static URI appUrl(String event, String device, String code) {
        String fragment = UriComponentsBuilder.newInstance()
                .queryParam("event", "{event}")
                .queryParam("device", "{device}")
                .queryParam("code", "{code}")
                .encode()
                .buildAndExpand(event, device, code)
                .toUriString();
        return ServletUriComponentsBuilder.fromCurrentContextPath()
                .path("/app/")
                .fragment("enrol" + fragment)
                .build(true)
                .toUri();
    }

    /** The phone that has it may go on until another one logs in. A code by which it logged in lets nobody in any more. */
    @Operation(summary = "Frees a device id for another phone")
    @ApiResponse(responseCode = "200", useReturnTypeSchema = true, description = "How the device stands now.")
    @ApiResponse(
            responseCode = "404",
            description = "Nobody has opened the event, or no phone is logged in as the device.")
    @ApiResponse(responseCode = "410", description = "The event has ended, and its data are deleted.")
    @PostMapping("/api/admin/events/{eventId}/devices/{deviceId}/release")
    ResponseEntity<DeviceAnswer> release(@PathVariable String eventId, @PathVariable String deviceId) {
        String event = EventChange.requireId(eventId);
        String device = DeviceId.require(deviceId);
        rules.requireForTickets(event);
        if (!phones.isHeld(event, device)) {
            throw Problem.stop(HttpStatus.NOT_FOUND, "No phone is logged in as %s at %s.".formatted(device, event));
        }
        DeviceChanged.Builder change = fleet.latest(event, device)
                .map(DeviceChanged::newBuilder)
                .orElseGet(() -> named(event, device).setState(DeviceState.ACTIVE));
        ResponseEntity<DeviceAnswer> answer = change(withoutCode(change));
        phones.release(event, device);
        return answer;
    }

    /** Also one that nobody has named: a device needs no record to scan. A code that would let it log in is gone, too. */
    @Operation(summary = "Cuts a device off")
    @ApiResponse(responseCode = "200", useReturnTypeSchema = true, description = "How the device stands now.")
    @ApiResponse(responseCode = "404", description = "Nobody has opened the event.")
    @ApiResponse(responseCode = "410", description = "The event has ended, and its data are deleted.")
    @DeleteMapping("/api/admin/events/{eventId}/devices/{deviceId}")
    ResponseEntity<DeviceAnswer> revoke(@PathVariable String eventId, @PathVariable String deviceId) {
        String event = EventChange.requireId(eventId);
        String device = DeviceId.require(deviceId);
        rules.requireForTickets(event);
        return change(fleet.latest(event, device)
                .map(DeviceChanged::newBuilder)
                .map(DevicesController::withoutCode)
                .orElseGet(() -> named(event, device))
                .setState(DeviceState.REVOKED));
    }

    @Operation(summary = "Gives a device back that was cut off")
    @ApiResponse(responseCode = "200", useReturnTypeSchema = true, description = "How the device stands now.")
    @ApiResponse(responseCode = "404", description = "Nobody has opened the event, or nobody has cut off the device.")
    @ApiResponse(responseCode = "410", description = "The event has ended, and its data are deleted.")
    @PostMapping("/api/admin/events/{eventId}/devices/{deviceId}/restore")
    ResponseEntity<DeviceAnswer> restore(@PathVariable String eventId, @PathVariable String deviceId) {
        String event = EventChange.requireId(eventId);
        String device = DeviceId.require(deviceId);
        rules.requireForTickets(event);
        Optional<DeviceChanged> known = fleet.latest(event, device);
        return change(DeviceChanged.newBuilder(known.orElseThrow(() -> Problem.stop(
                        HttpStatus.NOT_FOUND, "Nobody has cut off a device %s of %s.".formatted(device, event))))
                .setState(DeviceState.ACTIVE));
    }

    private static DeviceChanged.Builder named(String event, String device) {
        return DeviceChanged.newBuilder().setEventId(event).setDeviceId(device);
    }

    private static DeviceChanged.Builder withoutCode(DeviceChanged.Builder change) {
        return change.setEnrolmentHash(null).setEnrolmentUntil(null);
    }

    private ResponseEntity<DeviceAnswer> change(DeviceChanged.Builder change) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(DeviceAnswer.of(publish(change)));
    }

    private DeviceChanged publish(DeviceChanged.Builder change) {
        DeviceChanged device = change.setChangedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .setChangedBy(CallerAuthentication.current().map(Caller::name).orElse(null))
                .build();
        fleet.publish(device);
        return device;
    }
}
