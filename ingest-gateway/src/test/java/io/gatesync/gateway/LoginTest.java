package io.gatesync.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.access.Passcodes;
import io.gatesync.access.StoredToken;
import io.gatesync.messaging.RecordPosition;
import io.gatesync.schemas.LoginAttempted;
import io.gatesync.testing.RawHttp;
import io.gatesync.testing.RawHttp.Answer;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Devices and staff log in. */
@RealServers({Server.KAFKA, Server.REGISTRY})
class LoginTest {
    private static final String LOGIN = "/api/offline/login";
    private static final String STAFF_LOGIN = "/api/admin/login";

    private static RunningGateway gateway;
    private static Published published;
    private static Decider decider;

    private final Device device = Device.atOwnEvent();
    private final RawHttp nobody = gateway.http().withoutToken();

    @BeforeAll
    static void start(Servers servers) {
        gateway = RunningGateway.start(
                servers,
                "gatesync.access.accounts[0].name=ada",
                "gatesync.access.accounts[0].role=organiser",
                "gatesync.access.accounts[0].passcode-hash=" + new Passcodes().hash("ada's passcode"),
                "gatesync.access.accounts[1].name=lea",
                "gatesync.access.accounts[1].role=lead",
                "gatesync.access.accounts[1].event-id=e-of-lea",
                "gatesync.access.accounts[1].passcode-hash=" + new Passcodes().hash("lea's passcode"),
                "gatesync.access.login.failures-per-address=1000",
                "gatesync.access.login.failures-per-address-and-name=3",
                // A busy machine takes seconds to check thirty passcodes.
                "gatesync.access.login.room-timeout=1m",
                "server.forward-headers-strategy=native");
        published = new Published(servers);
        decider = new Decider(servers);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        decider.close();
    }

    @Test
    void a_device_gets_a_token_and_all_that_it_has_to_know_of_its_event() {
        gateway.open(device.eventId());
        Instant before = Instant.now();

        Answer answer = logIn("event_id", "1234");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(List.copyOf(answer.json().propertyNames()))
                .containsExactly(
                        "success",
                        "token",
                        "token_type",
                        "expires_at",
                        "expires_in",
                        "session_token",
                        "device_id",
                        "role",
                        "event");
        assertThat(answer.json().path("success").asBoolean()).isTrue();
        assertThat(answer.json().path("session_token")).isEqualTo(answer.json().path("token"));
        assertThat(answer.json().path("token_type").asString()).isEqualTo("Bearer");
        assertThat(answer.json().path("device_id").asString()).isEqualTo("gate-1");
        assertThat(answer.json().path("role").asString()).isEqualTo("device");
        assertThat(answer.json().path("event")).hasToString("""
                {"event_id":"%s","name":"Festival","state":"open","code_case_matters":true}""".formatted(device.eventId()));
        assertThat(Instant.parse(answer.json().path("expires_at").asString()))
                .isBetween(before.plus(Duration.ofHours(71)), before.plus(Duration.ofHours(73)));
        assertThat(answer.header("Cache-Control").orElseThrow()).contains("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"identifier", "username"})
    void the_event_has_other_names_too(String name) {
        gateway.open(device.eventId());

        assertThat(logIn(name, "1234").status()).isEqualTo(200);
        assertThat(nobody.post("/offline/login", """
                        {"%s": " %s ", "password": "1234", "device_id": "d"}""".formatted(name, device.eventId()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void what_is_uploaded_with_the_token_is_taken_in_and_the_token_is_not_kept() {
        gateway.open(device.eventId());
        String token = logIn("event_id", "1234").json().path("token").asString();

        Answer inBody = nobody.post("/offline/sync", device.withSession(token).upload("A"));
        Answer inHeader = nobody.withToken(token).post("/offline/sync", device.upload("A"));

        assertThat(inBody.status()).as(inBody.text()).isEqualTo(200);
        assertThat(inHeader.status()).as(inHeader.text()).isEqualTo(200);
        assertThat(published.scansOf(device))
                .extracting(scan -> scan.getSessionToken())
                .containsExactly(StoredToken.of(token), device.sessionToken());
        assertThat(StoredToken.of(token)).startsWith("jwt:");
        long id = inBody.json().path("sync_session_id").asLong();
        assertThat(published.syncAt(RecordPosition.of(id)).getSessionToken()).isEqualTo(StoredToken.of(token));
    }

    @Test
    void a_wrong_passcode_and_an_unknown_event_are_refused_alike() {
        gateway.open(device.eventId());

        Answer wrong = logIn("event_id", "12345");
        Answer unknown = nobody.post(LOGIN, """
                {"event_id": "nobody-has-opened-it", "passcode": "1234", "device_id": "gate-1"}""");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.json().path("retry").asBoolean(true)).isFalse();
        assertThat(wrong.json().has("login")).isFalse();
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.text()).isEqualTo(wrong.text());
    }

    @Test
    void who_comes_back_after_the_event_was_closed_still_uploads_and_nobody_logs_in_after_its_end() {
        gateway.open(device.eventId());
        gateway.closeEvent(device.eventId());

        assertThat(logIn("event_id", "12345").status()).isEqualTo(401);
        Answer late = logIn("event_id", "1234");
        assertThat(late.status()).as(late.text()).isEqualTo(200);
        assertThat(late.json().path("event").path("state").asString()).isEqualTo("closed");
        assertThat(nobody.withToken(late.json().path("token").asString())
                        .post("/offline/sync", device.upload("A"))
                        .status())
                .isEqualTo(200);

        gateway.http().send("DELETE", "/api/admin/events/" + device.eventId(), BodyPublishers.noBody());
        assertThat(logIn("event_id", "1234").status()).isEqualTo(403);
    }

    /** All phones of a festival stand behind one address; more of them than may fail. */
    @Test
    void many_devices_log_in_at_the_same_time() {
        gateway.open(device.eventId());

        List<CompletableFuture<Answer>> logins = IntStream.range(0, 30)
                .mapToObj(i -> nobody.postLater(
                        LOGIN,
                        "{\"event_id\": \"%s\", \"passcode\": \"1234\", \"device_id\": \"d%d\"}"
                                .formatted(device.eventId(), i)))
                .toList();

        assertThat(logins).allSatisfy(login -> assertThat(login.join().status()).isEqualTo(200));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{}; event_id",
                "{\"event_id\": 7, \"passcode\": \"1\", \"device_id\": \"d\"}; event_id",
                "{\"username\": \" \", \"passcode\": \"1\", \"device_id\": \"d\"}; username",
                "{\"event_id\": \"e\", \"device_id\": \"d\"}; passcode",
                "{\"event_id\": \"e\", \"passcode\": 1234, \"device_id\": \"d\"}; passcode",
                "{\"event_id\": \"e\", \"passcode\": \"1234\"}; device_id"
            })
    void a_wrong_field_is_named(String body, String field) {
        Answer answer = nobody.post(LOGIN, body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").has(field)).as(answer.text()).isTrue();
    }

    @Test
    void staff_logs_in_with_name_and_passcode() {
        Answer organiser = nobody.post(STAFF_LOGIN, "{\"name\": \"ada\", \"passcode\": \"ada's passcode\"}");
        Answer lead = nobody.post(STAFF_LOGIN, "{\"name\": \"lea\", \"passcode\": \"lea's passcode\"}");

        assertThat(organiser.status()).as(organiser.text()).isEqualTo(200);
        assertThat(organiser.json().path("role").asString()).isEqualTo("organiser");
        assertThat(organiser.json().has("event_id")).isFalse();
        assertThat(lead.json().path("role").asString()).isEqualTo("lead");
        assertThat(lead.json().path("event_id").asString()).isEqualTo("e-of-lea");
        assertThat(nobody.withToken(organiser.json().path("token").asString())
                        .put("/api/admin/events/" + device.eventId(), "application/json", """
                                {"name": "F", "passcode": "1234"}""")
                        .status())
                .isEqualTo(200);
        Answer wrong = nobody.post(STAFF_LOGIN, "{\"name\": \"ada\", \"passcode\": \"lea's passcode\"}");
        Answer unknown = nobody.post(STAFF_LOGIN, "{\"name\": \"bob\", \"passcode\": \"lea's passcode\"}");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(unknown.text()).isEqualTo(wrong.text());
        assertThat(unknown.status()).isEqualTo(401);
    }

    /** By the address right behind the trusted proxy, whatever a client writes before it. */
    @Test
    void who_guesses_has_to_wait_and_nobody_else_has_to() {
        gateway.open(device.eventId());
        for (int i = 0; i < 3; i++) {
            assertThat(logInFrom("203.0.113." + i + ", 192.0.2.1", "wrong").status())
                    .isEqualTo(401);
        }

        Answer refused = logInFrom("192.0.2.1", "1234");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().path("retry").asBoolean()).isTrue();
        assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow()))
                .isBetween(1, 300);
        assertThat(logInFrom("192.0.2.2", "1234").status()).isEqualTo(200);
    }

    @Test
    void any_number_of_devices_may_log_in_through_one_address() {
        gateway.open(device.eventId());

        for (int i = 0; i < 20; i++) {
            assertThat(logInFrom("192.0.2.9", "1234").status()).isEqualTo(200);
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void every_attempt_is_published_and_no_passcode_or_token_is_logged(CapturedOutput output) {
        awaitThatAttemptsArePublished();
        gateway.open(device.eventId());
        String token = logInFrom("198.51.100.7", "1234").json().path("token").asString();
        logInFrom("198.51.100.7", "secret-guess");

        await().untilAsserted(() -> assertThat(published.loginsAt(device.eventId()))
                .extracting(LoginAttempted::getSuccess)
                .containsExactlyInAnyOrder(true, false));
        assertThat(published.loginsAt(device.eventId())).allSatisfy(attempt -> {
            assertThat(attempt.getIdentifier()).isEqualTo(device.eventId());
            assertThat(attempt.getDeviceId()).isEqualTo("gate-1");
            assertThat(attempt.getIpAddress()).isEqualTo("198.51.100.7");
            assertThat(attempt.getUserAgent()).startsWith("Java-http-client");
            assertThat(attempt.getMessage()).isNotBlank();
        });
        assertThat(output.getAll()).doesNotContain(token).doesNotContain("secret-guess");
    }

    /** Where Kafka is slow to tell of their topic, the first are given up, which the gateway's log says. */
    private void awaitThatAttemptsArePublished() {
        String another = Device.atOwnEvent().eventId();
        gateway.open(another);
        await().until(() -> {
            nobody.post(LOGIN, body("event_id", another, "1234"));
            return !published.loginsAt(another).isEmpty();
        });
    }

    private Answer logInFrom(String forwardedFor, String passcode) {
        return nobody.post(LOGIN, body("event_id", device.eventId(), passcode), "X-Forwarded-For", forwardedFor);
    }

    private Answer logIn(String name, String passcode) {
        return nobody.post(LOGIN, body(name, device.eventId(), passcode));
    }

    private static String body(String name, String eventId, String passcode) {
        return """
                {"%s": "%s", "passcode": "%s", "device_id": "gate-1", "device_name": "Phone 7", "gate": "North",
                "installation": "of phone 7"}""".formatted(name, eventId, passcode);
    }
}
