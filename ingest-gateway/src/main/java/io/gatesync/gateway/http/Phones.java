package io.gatesync.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatesync.access.Caller;
import io.gatesync.access.Role;
import io.gatesync.access.http.LoginProblem;
import io.gatesync.gateway.input.DeviceLogin;
import io.gatesync.gateway.publish.Devices;
import io.gatesync.schemas.DeviceLoggedIn;
import io.gatesync.service.events.KnownDeviceLogins;
import io.gatesync.service.problem.Problem;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Which phone is which device. The first phone that takes a device id holds it, at all gateways, until the entrance lead releases
 * it: two phones under one id would take each other's scans for their own.
 */
public final class Phones {
    private final KnownDeviceLogins known;
    private final Devices devices;
    private final Duration timeout;
    private final InstantSource clock;

    /** @param timeout for reading the latest logins, before it is said that they are not known */
    public Phones(KnownDeviceLogins known, Devices devices, Duration timeout, InstantSource clock) {
        this.known = known;
        this.devices = devices;
        this.timeout = timeout;
        this.clock = clock;
    }

    /**
     * Lets a phone have its device id; returns when Kafka has it, and no other phone was first.
     *
     * @param enrolmentHash of the code by which it logs in; null if that is the event's passcode
     * @return the holder of the id, as tokens name the phone
     * @throws Problem 409 if another phone holds the id
     */
    String logIn(String eventId, DeviceLogin device, @Nullable String enrolmentHash) {
        String installation = device.installation().map(Phones::sha256).orElse(null);
        DeviceLoggedIn login = DeviceLoggedIn.newBuilder()
                .setEventId(eventId)
                .setDeviceId(device.deviceId())
                .setHolder(holder(eventId, device.deviceId(), installation))
                .setInstallationHash(installation)
                .setEnrolmentHash(enrolmentHash)
                .setName(device.deviceName().orElse(null))
                .setGate(device.gate().orElse(null))
                .setLoggedInAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .build();
        devices.publish(login);
        known.refresh(timeout);
        DeviceLoggedIn first = known.find(eventId, device.deviceId()).orElse(login);
        if (!first.getHolder().equals(login.getHolder())) {
            // Another gateway was faster. Kafka keeps only the last record of a device, which has to be of the first
            // phone.
            devices.publish(first);
            throw heldByAnother(device.deviceId());
        }
        return login.getHolder();
    }

    /** The name of the phone with this installation: the one that it has, or a new one if the device id is free. */
    private String holder(String eventId, String deviceId, @Nullable String installation) {
        Optional<DeviceLoggedIn> last = known.find(eventId, deviceId);
        if (last.isPresent() && !isOf(installation, last.get())) {
            known.refresh(timeout); // Perhaps it was released a moment ago.
            last = known.find(eventId, deviceId);
        }
        if (last.isEmpty()) {
            return UUID.randomUUID().toString();
        }
        if (!isOf(installation, last.get())) {
            throw heldByAnother(deviceId);
        }
        return last.get().getHolder();
    }

    /** Whether a phone with this installation has logged in by this code before. */
    boolean hasUsed(String eventId, DeviceLogin device, String enrolmentHash) {
        String installation = device.installation().map(Phones::sha256).orElse(null);
        return known.find(eventId, device.deviceId())
                .filter(login -> isOf(installation, login) && enrolmentHash.equals(login.getEnrolmentHash()))
                .isPresent();
    }

    /**
     * Makes sure that the phone of a caller still is the device that its token names.
     *
     * @throws Problem 401 if another phone is
     */
    void requireHolder(Caller caller, String eventId, String deviceId) {
        if (caller.role() == Role.DEVICE && known.isHeldByAnother(eventId, deviceId, caller.sessionId())) {
            throw LoginProblem.takenOver();
        }
    }

    /** Whether a phone holds a device id, also where another gateway let it in a moment ago. */
    boolean isHeld(String eventId, String deviceId) {
        known.refresh(timeout);
        return known.find(eventId, deviceId).isPresent();
    }

    /** Frees a device id for another phone. The one that had it may go on until then. */
    void release(String eventId, String deviceId) {
        devices.release(eventId, deviceId);
        known.refresh(timeout);
    }

    /** The devices of an event whose ids are held. */
    List<DeviceLoggedIn> of(String eventId) {
        known.refresh(timeout);
        return known.of(eventId);
    }

    private static boolean isOf(@Nullable String installation, DeviceLoggedIn login) {
        return installation != null && installation.equals(login.getInstallationHash());
    }

    private static Problem heldByAnother(String deviceId) {
        return Problem.stop(
                HttpStatus.CONFLICT,
                "Another phone is logged in as %s. Take another device id, or ask the entrance lead to release this one."
                        .formatted(deviceId));
    }

    private static String sha256(String installation) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(installation.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
