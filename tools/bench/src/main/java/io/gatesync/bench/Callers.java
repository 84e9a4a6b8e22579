package io.gatesync.bench;

import io.gatesync.client.Gateway;
import io.gatesync.client.LoggedIn;
import io.gatesync.client.Reply.Answered;
import io.gatesync.client.Reply.SendAgain;
import io.gatesync.client.Session;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Who calls the gateway in a run: the organiser, and each device with a login of its own. */
final class Callers {

    private static final int LOGIN_TRIES = 30;

    private final URI base;
    private final Gateway gateway;
    private final LoggedIn organiser;
    private final String eventId;
    private final String passcode = UUID.randomUUID().toString();
    private final Map<String, LoggedIn> devices = new ConcurrentHashMap<>();

    Callers(URI base, LoggedIn organiser, String eventId) {
        this.base = base;
        this.gateway = new Gateway(base);
        this.organiser = organiser;
        this.eventId = eventId;
    }

    /** Where the service answers. */
    URI base() {
        return base;
    }

    /** The token of a device that is logged in. */
    String token(String deviceId) {
        if (device(deviceId).session() instanceof Answered<Session>(Session session)) {
            return session.token();
        }
        throw new IllegalStateException(deviceId + " is not logged in");
    }

    LoggedIn organiser() {
        return organiser;
    }

    /** The passcode that the event is opened with, and its devices log in with. */
    String passcode() {
        return passcode;
    }

    LoggedIn device(String deviceId) {
        return devices.computeIfAbsent(deviceId, id -> LoggedIn.device(gateway, eventId, passcode, id));
    }

    /** Logs all devices of a plan in, so that this takes no time later. A hash of a passcode is slow on purpose. */
    void logIn(ScanPlan plan) throws NotReadyException, InterruptedException {
        for (String deviceId : IntStream.range(0, plan.load().devices())
                .mapToObj(plan::deviceId)
                .toList()) {
            logIn(deviceId);
        }
    }

    /** Logs a device in. */
    void logIn(String deviceId) throws NotReadyException, InterruptedException {
        String why = "";
        for (int tried = 0; tried < LOGIN_TRIES; tried++) {
            if (!(device(deviceId).session() instanceof SendAgain<Session> later)) {
                return;
            }
            why = later.why();
            Thread.sleep(later.after());
        }
        throw new NotReadyException("%s could not log in: %s".formatted(deviceId, why));
    }
}
