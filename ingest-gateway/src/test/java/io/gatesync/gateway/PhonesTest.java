package io.gatesync.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import io.gatesync.schemas.DeviceLoggedIn;
import io.gatesync.testing.RawHttp;
import io.gatesync.testing.RawHttp.Answer;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import io.gatesync.testing.TestAccess;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One phone at a time is a device: phones that log in by the passcode or are enrolled, at two gateways. */
@RealServers({Server.KAFKA, Server.REGISTRY})
class PhonesTest {
    private static final String LOGIN = "/api/offline/login";
    private static final int QR_BORDER = 4;

    private static RunningGateway gateway;
    private static RunningGateway other;
    private static Decider decider;
    private static Published published;

    private final Device device = Device.atOwnEvent();
    private final String devices = "/api/admin/events/" + device.eventId() + "/devices";

    @BeforeAll
    static void start(Servers servers) {
        gateway = RunningGateway.start(servers);
        other = RunningGateway.start(servers);
        decider = new Decider(servers);
        published = new Published(servers);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        other.close();
        decider.close();
    }

    @BeforeEach
    void open() {
        gateway.open(device.eventId());
        await().until(() -> logIn(other, "never", "1234", "probe").status() == 200);
    }

    @Test
    void a_second_phone_is_told_that_the_device_id_is_taken_and_the_first_one_goes_on() {
        String token = token(logIn(gateway, "gate-1", "1234", "first"));

        Answer second = logIn(gateway, "gate-1", "1234", "second");

        assertStop(second, 409);
        assertThat(second.json().path("detail").asString()).contains("gate-1").contains("lead");
        assertStop(logIn(other, "gate-1", "1234", "second"), 409);
        assertThat(upload(other, token, "A")).isEqualTo(200);
        assertThat(upload(gateway, token(logIn(other, "gate-1", "1234", "first")), "B"))
                .as("the same phone again, elsewhere")
                .isEqualTo(200);
        assertThat(upload(gateway, token, "C")).as("by its older token").isEqualTo(200);
    }

    @Test
    void a_phone_that_does_not_say_which_it_is_cannot_be_known_again() {
        logIn(gateway, "gate-1", "1234", null);

        assertStop(logIn(gateway, "gate-1", "1234", null), 409);
    }

    @Test
    void what_the_phone_says_of_itself_is_published_and_its_secret_is_not() {
        logIn(gateway, "gate-1", "1234", "a secret of the phone");

        DeviceLoggedIn login = published.phones(device.eventId()).stream()
                .filter(phone -> phone.getDeviceId().equals("gate-1"))
                .findFirst()
                .orElseThrow();
        assertThat(login.getName()).isEqualTo("Ada's phone");
        assertThat(login.getGate()).isEqualTo("North");
        assertThat(login.toString()).doesNotContain("a secret of the phone");
    }

    @Test
    void of_two_phones_that_log_in_at_once_at_two_gateways_one_is_let_in() {
        for (int round = 0; round < 10; round++) {
            String id = "gate-" + round;
            List<CompletableFuture<Answer>> logins = Stream.of(gateway, other)
                    .map(at ->
                            at.http().withoutToken().postLater(LOGIN, login(id, "passcode", "1234", "at " + at.port())))
                    .toList();

            assertThat(logins.stream().map(CompletableFuture::join).map(Answer::status))
                    .containsExactlyInAnyOrder(200, 409);
            String winner = logins.stream()
                    .map(CompletableFuture::join)
                    .filter(answer -> answer.status() == 200)
                    .map(PhonesTest::token)
                    .findFirst()
                    .orElseThrow();
            assertThat(published.phones(device.eventId()))
                    .as("what stays after compaction")
                    .filteredOn(phone -> phone.getDeviceId().equals(id))
                    .extracting(DeviceLoggedIn::getHolder)
                    .containsExactly(
                            TestAccess.tokens(Instant::now).check(winner).sessionId());
        }
    }

    @Test
    void a_released_device_id_can_be_taken_and_the_phone_that_had_it_is_told_so() {
        assertStop(gateway.http().post(devices + "/gate-1/release", ""), 404);
        String old = token(logIn(gateway, "gate-1", "1234", "old"));

        Answer released = other.http().post(devices + "/gate-1/release", "");

        assertThat(released.status()).as(released.text()).isEqualTo(200);
        await().until(() -> upload(gateway, old, "A") == 200);
        String young = token(logIn(other, "gate-1", "1234", "new"));
        assertThat(upload(other, young, "B")).isEqualTo(200);
        await().until(() -> upload(gateway, old, "C") == 401);
        Answer refused = gateway.http().withToken(old).post("/api/offline/verify", device.verification("C"));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.json().path("login").asBoolean()).isTrue();
        assertStop(logIn(gateway, "gate-1", "1234", "old"), 409);
    }

    @Test
    void an_enrolled_phone_logs_in_by_its_code_again_and_again_and_no_other_does() {
        Answer enrolment = enrol("""
                {"device_id": "gate 1", "device_name": "Phone 7", "gate": "North"}""");

        assertThat(enrolment.status()).as(enrolment.text()).isEqualTo(201);
        String code = enrolment.json().path("enrolment_code").asString();
        assertThat(code).matches("([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}");
        URI url = URI.create(enrolment.json().path("enrolment_url").asString());
        assertThat(url.getPath()).isEqualTo("/app/");
        assertThat(url.getRawQuery()).as("a server would see it").isNull();
        assertThat(url.getRawFragment()).isEqualTo("enrol?event=" + device.eventId() + "&device=gate%201&code=" + code);
        assertThat(enrolment.json().path("qr_svg").asString())
                .startsWith("<svg")
                .endsWith("</svg>");
        assertThat(published.devices(device.eventId()).getFirst().toString()).doesNotContain(code);

        String typed = code.toLowerCase(Locale.ROOT)
                .replace("-", " ")
                .replace('0', 'o')
                .replace('1', 'l');
        Answer first = enrolled(gateway, "gate 1", typed, "phone 7");
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(enrolled(other, "gate 1", code, "phone 7").status())
                .as("its answer was lost")
                .isEqualTo(200);
        assertStop(enrolled(other, "gate 1", code, "phone 8"), 409);
        assertThat(enrolled(gateway, "gate-2", code, "phone 8").status()).isEqualTo(401);
    }

    @Test
    void a_code_has_to_be_used_first_within_its_time(Servers servers) {
        AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
        try (RunningGateway later =
                RunningGateway.startWithClock(servers, () -> Instant.now().plus(ahead.get()))) {
            String unused = enrol("{\"device_id\": \"gate-1\", \"valid_hours\": 2}")
                    .json()
                    .path("enrolment_code")
                    .asString();
            String used = enrol("{\"device_id\": \"gate-2\", \"valid_hours\": 2}")
                    .json()
                    .path("enrolment_code")
                    .asString();
            assertThat(enrolled(later, "gate-2", used, "phone").status()).isEqualTo(200);

            ahead.set(Duration.ofMinutes(121));

            assertStop(enrolled(later, "gate-1", unused, "phone"), 403);
            assertThat(enrolled(later, "gate-2", used, "phone").status()).isEqualTo(200);
        }
    }

    @Test
    void the_qr_code_says_the_url() throws Exception {
        Answer enrolment = enrol("{\"device_id\": \"gate-1\"}");

        assertThat(read(enrolment.json().path("qr_svg").asString()))
                .isEqualTo(enrolment.json().path("enrolment_url").asString());
    }

    /** Reads it with another library than the one that drew it. */
    private static String read(String svg) throws Exception {
        Matcher size = Pattern.compile("viewBox=\"0 0 (\\d+) ").matcher(svg);
        assertThat(size.find()).isTrue();
        int modules = Integer.parseInt(size.group(1)) - 2 * QR_BORDER;
        BitMatrix matrix = new BitMatrix(modules);
        Pattern.compile("M(\\d+),(\\d+)h1v1h-1z")
                .matcher(svg)
                .results()
                .forEach(module -> matrix.set(
                        Integer.parseInt(module.group(1)) - QR_BORDER, Integer.parseInt(module.group(2)) - QR_BORDER));
        return new Decoder().decode(matrix).getText();
    }

    @Test
    void a_released_code_is_good_for_nothing() {
        Answer enrolment = enrol("{\"device_id\": \"gate-1\"}");
        String code = enrolment.json().path("enrolment_code").asString();
        assertThat(enrolled(gateway, "gate-1", code, "phone").status()).isEqualTo(200);

        gateway.http().post(devices + "/gate-1/release", "");

        assertThat(enrolled(gateway, "gate-1", code, "phone").status()).isEqualTo(401);
    }

    @Test
    void the_place_of_a_phone_is_given_to_another_only_if_the_lead_says_so() {
        String old = token(logIn(gateway, "gate-1", "1234", "old"));

        assertStop(enrol("{\"device_id\": \"gate-1\"}"), 409);
        assertThat(logIn(gateway, "gate-1", "1234", "old").status()).isEqualTo(200);
        Answer replaced = enrol("{\"device_id\": \"gate-1\", \"replace\": true}");

        assertThat(replaced.status()).as(replaced.text()).isEqualTo(201);
        String code = replaced.json().path("enrolment_code").asString();
        assertThat(enrolled(gateway, "gate-1", code, "new").status()).isEqualTo(200);
        assertThat(upload(gateway, old, "A")).isEqualTo(401);
    }

    @Test
    void a_device_that_is_cut_off_is_not_enrolled_and_a_wrong_field_is_named() {
        gateway.http().send("DELETE", devices + "/gate-1", BodyPublishers.noBody());

        assertStop(enrol("{\"device_id\": \"gate-1\"}"), 409);
        assertThat(enrol("{\"device_id\": \"gate-2\", \"valid_hours\": 0}")
                        .json()
                        .path("errors")
                        .has("valid_hours"))
                .isTrue();
        assertStop(gateway.http().post("/api/admin/events/nobodys/devices", "{\"device_id\": \"gate-1\"}"), 404);
    }

    @Test
    void phones_are_forgotten_with_their_event() {
        logIn(gateway, "gate-1", "1234", "phone");
        gateway.closeEvent(device.eventId());

        gateway.http().send("DELETE", "/api/admin/events/" + device.eventId(), BodyPublishers.noBody());

        assertThat(published.phones(device.eventId())).isEmpty();
    }

    private Answer enrol(String body) {
        return gateway.http().post(devices, body);
    }

    private Answer enrolled(RunningGateway at, String id, String code, String installation) {
        return at.http().withoutToken().post(LOGIN, login(id, "enrolment_code", code, installation));
    }

    private Answer logIn(RunningGateway at, String id, String passcode, String installation) {
        return at.http().withoutToken().post(LOGIN, login(id, "passcode", passcode, installation));
    }

    private String login(String id, String secretName, String secret, String installation) {
        String phone = installation == null ? "" : ", \"installation\": \"" + installation + "\"";
        return """
                {"event_id": "%s", "device_id": "%s", "device_name": "Ada's phone", "gate": "North", "%s": "%s"%s}""".formatted(device.eventId(), id, secretName, secret, phone);
    }

    private static String token(Answer login) {
        assertThat(login.status()).as(login.text()).isEqualTo(200);
        return login.json().path("token").asString();
    }

    private int upload(RunningGateway at, String token, String qrcode) {
        RawHttp phone = at.http().withToken(token);
        return phone.post("/api/offline/sync", device.upload(qrcode)).status();
    }

    private static void assertStop(Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().path("retry").asBoolean(true)).isFalse();
    }
}
