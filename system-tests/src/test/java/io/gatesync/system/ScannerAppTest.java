package io.gatesync.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.access.StoredToken;
import io.gatesync.servers.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@OnRunningStack
class ScannerAppTest {

    private static final String PHONE = "phone-1";

    private RunningStack stack;
    private Event event;

    @BeforeEach
    void an_event_with_ten_tickets(RunningStack running) {
        stack = running;
        event = running.newEvent(new Tickets(10));
    }

    @AfterEach
    void all_guarantees_hold() {
        stack.awaitGuarantees();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", ""})
    void the_app_syncs_twice_in_one_login_session(String basePath) {
        try (ScannerApp app = new ScannerApp(stack.gateway().origin() + basePath)) {
            String session = app.logIn(event, PHONE);
            app.scanOffline("T-1");
            app.scanOffline("T-2");

            JsonNode first = app.sync();

            assertThat(first.path("success").asBoolean()).isTrue();
            assertThat(first.path("summary").path("total_uploaded").asInt()).isEqualTo(2);
            assertThat(first.path("summary").path("successful").asInt()).isEqualTo(2);
            assertThat(app.pending()).isEmpty();

            app.scanOffline("T-3");
            app.scanOffline("T-1");
            JsonNode second = app.sync();

            assertThat(second.path("success").asBoolean()).isTrue();
            assertThat(second.path("summary").path("successful").asInt()).isEqualTo(1);
            assertThat(second.path("summary").path("duplicates").asInt()).isEqualTo(1);
            assertThat(second.path("summary").path("failed").asInt()).isZero();
            assertThat(app.pending()).as("a duplicate goes, too").isEmpty();
            assertThat(app.store().path("syncedScans").asInt()).isEqualTo(3);
            assertThat(app.store().path("isSyncing").asBoolean()).isFalse();
            await("both syncs in the tables")
                    .until(() -> event.rows("sync_sessions", "session_token = '" + StoredToken.of(session) + "'") == 2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", ""})
    void what_lost_or_failed_stays_on_the_phone(String basePath) {
        event.device("phone-2").uploadUntilDecided(Device.scansOf(List.of("T-4")));
        try (ScannerApp app = new ScannerApp(stack.gateway().origin() + basePath)) {
            app.logIn(event, PHONE);
            app.scanOffline("T-4");
            app.scanOffline("T-5");
            app.scanOffline("forged");

            JsonNode answer = app.sync();

            assertThat(answer.path("success").asBoolean()).isTrue();
            assertThat(answer.path("summary").path("successful").asInt()).isEqualTo(1);
            assertThat(answer.path("summary").path("failed").asInt()).isEqualTo(2);
            assertThat(app.pending()).containsExactly("T-4", "forged");
        }
    }

    /** What a busy phone has at the end of the day: six thousand scans, and among them what is no ticket. */
    @Test
    void the_queue_empties_but_for_what_failed_whatever_was_scanned() {
        Event festival = stack.newEvent(new Tickets(6_000));
        String vcard = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Doe;Jane\r\nEND:VCARD\r\n";
        String boardingPass = "M1DOE/JANE            EABC123 FRABER4U 8501 123Y012A0025 100".repeat(5);
        List<String> codes = new ArrayList<>(
                IntStream.rangeClosed(1, 6_000).mapToObj(Tickets::qrcode).toList());
        codes.add(17, vcard);
        codes.add(3_000, boardingPass);
        codes.add("forged");
        codes.add(Tickets.qrcode(1) + "\r");
        try (ScannerApp app = new ScannerApp(stack.gateway().origin() + "/api")) {
            app.logIn(festival, PHONE);
            app.scanOffline(codes);

            await().pollInSameThread().until(() -> {
                app.sync();
                return app.pending().size() <= 3;
            });

            assertThat(app.pending()).containsExactly(vcard, boardingPass, "forged");
            assertThat(app.sync().path("summary").path("failed").asInt())
                    .as("and they hold up nothing")
                    .isEqualTo(3);
            assertThat(app.store().path("syncedScans").asInt()).isEqualTo(6_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", ""})
    void the_app_reads_its_sync_status(String basePath) {
        try (ScannerApp app = new ScannerApp(stack.gateway().origin() + basePath)) {
            app.logIn(event, PHONE);
            JsonNode before = app.syncStatus(event, PHONE);
            assertThat(before.path("status").asInt()).isEqualTo(200);
            assertThat(before.path("total_scans").asInt()).isZero();
            assertThat(before.path("last_sync").isNull()).isTrue();

            app.scanOffline("T-6");
            app.scanOffline("T-7");
            app.scanOffline("forged");
            app.sync();

            await().untilAsserted(() -> {
                JsonNode status = app.syncStatus(event, PHONE);
                assertThat(status.path("event_id").asString()).isEqualTo(event.id());
                assertThat(status.path("device_id").asString()).isEqualTo("phone-1");
                assertThat(status.path("total_scans").asInt()).isEqualTo(2);
                assertThat(status.path("pending_scans").asInt()).isEqualTo(1);
                JsonNode lastSync = status.path("last_sync");
                assertThat(lastSync.path("session_id").isIntegralNumber()).isTrue();
                assertThat(lastSync.path("scans_uploaded").asInt()).isEqualTo(3);
                assertThat(lastSync.path("scans_successful").asInt()).isEqualTo(2);
                assertThat(lastSync.path("scans_failed").asInt()).isEqualTo(1);
                assertThat(lastSync.path("completed_at").asString())
                        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
                assertThat(lastSync.path("status").asString()).isEqualTo("completed");
            });
        }
    }

    @Test
    void without_a_server_every_scan_stays_on_the_phone() {
        try (ScannerApp app = new ScannerApp("http://" + Ports.LOOPBACK + ":" + Ports.free() + "/api")) {
            app.hasLoggedIn(event, PHONE, event.device(PHONE).token());
            app.scanOffline("T-8");

            JsonNode answer = app.sync();

            assertThat(answer.path("success").asBoolean()).isFalse();
            assertThat(answer.path("message").asString()).isEqualTo("Sync failed");
            assertThat(app.pending()).containsExactly("T-8");
            assertThat(app.store().path("isSyncing").asBoolean()).isFalse();
        }
    }
}
