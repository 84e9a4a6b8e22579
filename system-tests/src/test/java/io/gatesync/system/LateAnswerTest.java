package io.gatesync.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.system.Device.Scan;
import io.gatesync.testing.RawHttp.Answer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@OnRunningStack
class LateAnswerTest {

    @Test
    void a_scan_sent_again_after_its_answer_was_lost_is_synced_as_before(RunningStack stack) throws IOException {
        Event event = stack.newEvent(new Tickets(1));
        Device device = event.device("phone-1");
        List<Scan> scans = Device.scansOf(List.of("T-1"));
        uploadAndHangUp(device, scans);

        Answer answer = device.upload(scans);

        JsonNode result = answer.json().path("results").path(0);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(result.path("sync_status").asString()).isEqualTo("synced");
        assertThat(result.path("replayed").asBoolean()).isTrue();
        stack.awaitGuarantees();
        assertThat(event.rows("device_scan_logs", "true")).isEqualTo(1);
        assertThat(event.rows("offline_tickets", "log_count = 1 and device_id = 'phone-1'"))
                .isEqualTo(1);
    }

    /** The connection breaks after the gateway has taken the upload, and before its answer arrives. */
    private static void uploadAndHangUp(Device device, List<Scan> scans) throws IOException {
        URI gateway = URI.create(device.event().stack().gateway().origin());
        byte[] body = device.body(scans).getBytes(UTF_8);
        String head =
                "POST /api/offline/sync HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                        .formatted(gateway.getAuthority(), device.token(), body.length);
        try (Socket network = new Socket(gateway.getHost(), gateway.getPort())) {
            network.getOutputStream().write(head.getBytes(UTF_8));
            network.getOutputStream().write(body);
            network.getOutputStream().flush();
            await("the scan to be taken in")
                    .until(() -> device.event().rows("sync_sessions", "device_id = '" + device.id() + "'") == 1);
        }
    }

    @Test
    void a_device_that_does_not_wait_follows_the_location_until_its_sync_is_completed(RunningStack stack) {
        Event event = stack.newEvent(new Tickets(100));
        Device device = event.device("phone-1");

        Answer accepted = device.upload(Device.scansOf(new Tickets(100).qrcodes()), "Prefer", "respond-async");

        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
        assertThat(accepted.header("Preference-Applied")).hasValue("respond-async");
        assertThat(accepted.json().path("results").valueStream())
                .hasSize(100)
                .allSatisfy(result ->
                        assertThat(result.path("sync_status").asString()).isEqualTo("pending"));
        String location = accepted.header("Location").orElseThrow();
        long session = accepted.json().path("sync_session_id").asLong();
        assertThat(location).endsWith("/api/offline/sync/sessions/" + session);
        await("the sync session").untilAsserted(() -> {
            Answer sync = device.gateway().get(URI.create(location).getPath());
            if (sync.status() == 404) {
                assertThat(sync.json().path("retry").asBoolean())
                        .as("unknown for good? " + sync)
                        .isTrue();
            }
            assertThat(sync.status()).isEqualTo(200);
            assertThat(sync.json().path("state").asString()).isEqualTo("completed");
            assertThat(sync.json().path("sync_session_id").asLong()).isEqualTo(session);
            assertThat(sync.json().path("scans_uploaded").asInt()).isEqualTo(100);
            assertThat(sync.json().path("scans_successful").asInt()).isEqualTo(100);
        });
        stack.awaitGuarantees();
    }

    @Test
    void the_app_without_scan_ids_that_sends_again_is_told_duplicate(RunningStack stack) {
        Event event = stack.newEvent(new Tickets(1));
        Device device = event.device("phone-1");
        String upload = """
                {"event_id": "%s", "device_id": "phone-1", "session_token": "s",
                 "scans": [{"qrcode": "T-1", "scanned_at": %d}]}""".formatted(event.id(), Device.SCANNED_AT);

        Answer first = device.gateway().post("/api/offline/sync", upload);
        Answer again = device.gateway().post("/api/offline/sync", upload);

        assertThat(first.json().path("results").path(0).path("sync_status").asString())
                .isEqualTo("synced");
        assertThat(again.json().path("results").path(0).path("sync_status").asString())
                .isEqualTo("duplicate");
        stack.awaitGuarantees();
        assertThat(device.status().path("total_scans").asInt()).isEqualTo(1);
        assertThat(event.rows("device_scan_logs", "sync_status = 'synced'")).isEqualTo(1);
    }
}
