package io.gatesync.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.localstack.StackAccess;
import io.gatesync.testing.RawHttp;
import io.gatesync.testing.RawHttp.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** Who has logged in to a stack: each only once, as tokens outlive every test. */
final class Logins {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** From a gateway that has not read of the event yet, is starting, or has more than it can do. */
    private static final Set<Integer> LATER = Set.of(401, 429, 503);

    private final Supplier<RawHttp> gateway;
    private final StackAccess access;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    Logins(Supplier<RawHttp> gateway, StackAccess access) {
        this.gateway = gateway;
        this.access = access;
    }

    /** The token of the organiser. */
    String organiser() {
        return tokens.computeIfAbsent(
                StackAccess.ORGANISER,
                name -> logIn(
                        "/api/admin/login",
                        Map.of("name", name, "passcode", access.passcode(name).read())));
    }

    /** The token of a device. */
    String device(String eventId, String passcode, String deviceId) {
        return tokens.computeIfAbsent(
                eventId + "/" + deviceId,
                unknown -> logIn(
                        "/api/offline/login",
                        Map.of(
                                "event_id",
                                eventId,
                                "passcode",
                                passcode,
                                "device_id",
                                deviceId,
                                "installation",
                                "of the system tests")));
    }

    private String logIn(String path, Map<String, String> who) {
        String body = JSON.writeValueAsString(who);
        AtomicReference<String> token = new AtomicReference<>();
        await("a login")
                .pollInSameThread()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .until(() -> {
                    Answer answer;
                    try {
                        answer = gateway.get().post(path, body);
                    } catch (UncheckedIOException e) {
                        return false;
                    }
                    if (LATER.contains(answer.status())) {
                        return false;
                    }
                    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
                    token.set(answer.json().path("token").asString());
                    return true;
                });
        return token.get();
    }
}
