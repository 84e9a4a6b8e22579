package io.gatesync.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.system.Device.Scan;
import io.gatesync.testing.RawHttp.Answer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever one client sends, the tickets of others get their verdicts. Each of these uploads has once stopped something. */
@OnRunningStack
class OddUploadsTest {
    /** 252 bytes of UTF-8. */
    private static final String LONGEST_NAME = "\uD83D\uDE00".repeat(63);

    private static final String VCARD = "BEGIN:VCARD\nVERSION:3.0\nN:Doe;Jane\nEND:VCARD";

    @Test
    void a_thousand_scans_of_one_unknown_code_from_a_device_with_the_longest_name(RunningStack stack) {
        Event event = stack.newEvent(new Tickets(1));
        List<Scan> scans =
                IntStream.range(0, 1_000).mapToObj(i -> Scan.of("forged")).toList();

        Map<Scan, String> verdicts = event.device(LONGEST_NAME).uploadUntilDecided(scans);

        assertThat(verdicts.values()).hasSize(1_000).containsOnly("failed");
        assertTheGateGoesOn(event);
    }

    @Test
    void a_vcard_among_good_scans(RunningStack stack) {
        Event event = stack.newEvent(new Tickets(2));

        Device device = event.device("phone-2");

        Answer answer = device.gateway()
                .post("/api/offline/sync", device.body(List.of(Scan.of(VCARD), Scan.of("T-2"), Scan.of(" T-2\r"))));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().path("results").valueStream())
                .extracting(result -> result.path("sync_status").asString())
                .containsExactly("failed", "synced", "duplicate");
        assertThat(answer.json().path("results").path(0).path("qrcode").asString())
                .isEqualTo(VCARD);
        assertTheGateGoesOn(event);
    }

    @Test
    void all_that_a_busy_phone_has_scanned_in_a_day(RunningStack stack) {
        Event event = stack.newEvent(new Tickets(6_001));
        List<String> codes =
                IntStream.rangeClosed(2, 6_001).mapToObj(Tickets::qrcode).toList();

        Map<Scan, String> verdicts = event.device("phone-2").uploadUntilDecided(Device.scansOf(codes));

        assertThat(verdicts.values()).hasSize(6_000).containsOnly("synced");
        assertTheGateGoesOn(event);
    }

    static Stream<Named<String>> brokenBodies() {
        return Stream.of(
                Named.of("arrays in arrays in arrays", "[".repeat(5_000)),
                Named.of("a number of 1,500 digits", "{\"scans\": %s}".formatted("9".repeat(1_500))),
                Named.of("a name of 60,000 letters", "{\"%s\": 1}".formatted("n".repeat(60_000))),
                Named.of("nothing", ""),
                Named.of("no JSON", "<xml/>"));
    }

    @ParameterizedTest
    @MethodSource("brokenBodies")
    void a_body_that_is_no_upload_is_refused_for_good(String body, RunningStack stack) {
        Event event = stack.newEvent(new Tickets(1));

        Answer answer = event.device("phone-1").gateway().post("/api/offline/sync", body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().path("retry").asBoolean(true)).isFalse();
        assertTheGateGoesOn(event);
    }

    /** The first ticket of the event is admitted at once. */
    private static void assertTheGateGoesOn(Event event) {
        Scan scan = new Scan(UUID.randomUUID(), "T-1", Device.SCANNED_AT);
        assertThat(event.device("phone-1").uploadUntilDecided(List.of(scan))).containsEntry(scan, "synced");
        event.stack().awaitGuarantees();
    }
}
