package io.gatesync.gateway.http;

import io.gatesync.access.Caller;
import io.gatesync.access.http.CallerAuthentication;
import io.gatesync.gateway.answer.DeviceAnswer;
import io.gatesync.gateway.input.DeviceId;
import io.gatesync.gateway.input.EventChange;
import io.gatesync.schemas.DeviceChanged;
import io.gatesync.schemas.DeviceState;
import io.gatesync.service.problem.Problem;
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

/** What the entrance lead does about a device: cuts it off when it is lost, and gives it back when it is found. */
@RestController
final class DevicesController {
    private final EventRules rules;
    private final DeviceFleet fleet;
    private final InstantSource clock;

    DevicesController(EventRules rules, DeviceFleet fleet, InstantSource clock) {
        this.rules = rules;
        this.fleet = fleet;
        this.clock = clock;
    }

    /** Also one that nobody has named: a device needs no record to scan. A code that would let it log in is gone, too. */
    @DeleteMapping("/api/admin/events/{eventId}/devices/{deviceId}")
    ResponseEntity<DeviceAnswer> revoke(@PathVariable String eventId, @PathVariable String deviceId) {
        String event = EventChange.requireId(eventId);
        String device = DeviceId.require(deviceId);
        rules.requireForTickets(event);
        return change(fleet.latest(event, device)
                .map(DeviceChanged::newBuilder)
                .orElseGet(() -> DeviceChanged.newBuilder().setEventId(event).setDeviceId(device))
                .setState(DeviceState.REVOKED)
                .setEnrolmentHash(null));
    }

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

    private ResponseEntity<DeviceAnswer> change(DeviceChanged.Builder change) {
        DeviceChanged device = change.setChangedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .setChangedBy(CallerAuthentication.current().map(Caller::name).orElse(null))
                .build();
        fleet.publish(device);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(DeviceAnswer.of(device));
    }
}
