package io.gatesync.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.testing.RawHttp;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A device uploads what it scanned, and each scan gets its verdict. */
@RealServers({Server.KAFKA, Server.REGISTRY})
class SyncTest {
    private static final String SYNC = "/api/offline/sync";
    private static final String APP_TIME = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d";

    private static RunningGateway gateway;
    private static Decider decider;
    private static Published published;

    private final Device device = Device.atOwnEvent();

    @BeforeAll
    static void start(Servers servers) {
        gateway = RunningGateway.start(servers);
        decider = new Decider(servers);
        published = new Published(servers);
    }

    @BeforeEach
    void open() {
        gateway.open(device.eventId());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        decider.close();
    }

    @Test
    void the_first_scan_of_a_ticket_is_synced() {
        RawHttp.Answer answer = gateway.http().post(SYNC, device.upload("A"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).hasValue("application/json");
        JsonNode body = answer.json();
        assertThat(body.propertyNames())
                .containsExactly("status", "message", "summary", "results", "sync_session_id", "synced_at");
        assertThat(body.path("status").asInt()).isEqualTo(200);
        assertThat(body.path("message").asString()).isEqualTo("Sync completed");
        assertThat(body.path("synced_at").asString()).matches(APP_TIME);
        assertThat(body.path("summary")).hasToString("""
                {"total_uploaded":1,"successful":1,"duplicates":0,"failed":0,"conflicts":0,"pending":0,"replayed":0}""");
        assertThat(body.path("results")).hasToString("""
                [{"qrcode":"A","status":200,"message":"Synced successfully","sync_status":"synced",\
                "type":"VIP","admittence":"All days","number":null}]""");
    }

    @Test
    void the_same_device_again_is_a_duplicate_and_told_when_it_was_first() {
        gateway.http().post(SYNC, device.upload("A"));

        JsonNode body = gateway.http().post(SYNC, device.upload("A")).json();

        assertThat(body.path("results")).hasToString("""
                [{"qrcode":"A","status":200,"message":"Already synced by this device","sync_status":"duplicate",\
                "scanned_at":"2026-01-01 00:00:00","scanned_at_ms":1767225600123,"scanned_by":"gate-1","type":"VIP","number":null}]""");
        assertThat(body.path("summary").path("duplicates").asInt()).isEqualTo(1);
    }

    @Test
    void another_device_is_in_conflict_and_told_who_was_first() {
        gateway.http().post(SYNC, device.upload("A"));

        JsonNode body =
                gateway.http().post(SYNC, device.another("gate-2").upload("A")).json();

        assertThat(body.path("results")).hasToString("""
                [{"qrcode":"A","status":409,"message":"Already scanned by another device","sync_status":"conflict",\
                "scanned_at":"2026-01-01 00:00:00","scanned_at_ms":1767225600123,"scanned_by":"gate-1","type":"VIP","number":null}]""");
        assertThat(body.path("summary")).hasToString("""
                {"total_uploaded":1,"successful":0,"duplicates":0,"failed":1,"conflicts":1,"pending":0,"replayed":0}""");
    }

    @Test
    void a_conflict_says_if_the_losing_scan_was_the_earlier_one() {
        gateway.http().post(SYNC, device.upload("A"));

        JsonNode body = gateway.http()
                .post(SYNC, device.another("gate-2").uploadOf("{\"qrcode\": \"A\", \"scanned_at\": 5}"))
                .json();

        assertThat(body.path("results").path(0).path("earlier_on_device").asBoolean())
                .isTrue();
    }

    @Test
    void unknown_and_revoked_tickets_fail() {
        JsonNode body = gateway.http()
                .post(SYNC, device.upload("UNKNOWN-1", "REVOKED-1"))
                .json();

        assertThat(body.path("results")).hasToString("""
                [{"qrcode":"UNKNOWN-1","status":404,"message":"Ticket not found","sync_status":"failed"},\
                {"qrcode":"REVOKED-1","status":410,"message":"Ticket revoked","sync_status":"failed","type":"VIP"}]""");
        assertThat(body.path("summary")).hasToString("""
                {"total_uploaded":2,"successful":0,"duplicates":0,"failed":2,"conflicts":0,"pending":0,"replayed":0}""");
    }

    @Test
    void the_same_scan_sent_again_gets_the_verdict_it_had() {
        UUID id = UUID.randomUUID();
        gateway.http().post(SYNC, device.uploadOf(Device.scan("A", id)));

        JsonNode body =
                gateway.http().post(SYNC, device.uploadOf(Device.scan("A", id))).json();

        assertThat(body.path("results")).hasToString("""
                [{"qrcode":"A","scan_id":"%s","status":200,"message":"Synced successfully","sync_status":"synced",\
                "replayed":true,"type":"VIP","admittence":"All days","number":null}]""".formatted(id));
        assertThat(body.path("summary")).hasToString("""
                {"total_uploaded":1,"successful":0,"duplicates":0,"failed":0,"conflicts":0,"pending":0,"replayed":1}""");
    }

    @Test
    void one_upload_with_the_same_ticket_twice_is_answered_scan_by_scan() {
        JsonNode results =
                gateway.http().post(SYNC, device.upload("A", "B", "A")).json().path("results");

        assertThat(results.findValuesAsString("qrcode")).containsExactly("A", "B", "A");
        assertThat(results.findValuesAsString("sync_status")).containsExactly("synced", "synced", "duplicate");
    }

    @Test
    void all_that_an_app_has_pending_is_answered_in_the_order_of_the_upload() {
        JsonNode body = gateway.http().post(SYNC, device.upload(6_000)).json();

        assertThat(body.path("summary").path("successful").asInt()).isEqualTo(6_000);
        assertThat(body.path("results").findValuesAsString("qrcode"))
                .isEqualTo(
                        IntStream.range(0, 6_000).mapToObj(i -> "ticket-" + i).toList());
        assertThat(published
                        .syncAt(RecordPosition.of(body.path("sync_session_id").asLong()))
                        .getScansUploaded())
                .isEqualTo(6_000);
    }

    @Test
    void a_scan_of_what_is_no_ticket_fails_alone_and_is_logged_like_every_scan() {
        String vcard = "BEGIN:VCARD\\r\\nFN:A. Guest\\r\\nEND:VCARD";
        String boardingPass = "M1".repeat(200);

        JsonNode body = gateway.http()
                .post(
                        SYNC,
                        device.uploadOf(
                                Device.scan("A"),
                                Device.scan(vcard),
                                Device.scan(boardingPass),
                                Device.scan("\\ud83c"),
                                "{\"qrcode\": 12, \"scanned_at\": 1}",
                                "{\"qrcode\": null, \"scanned_at\": \"today\", \"ticket_types\": 5, \"scan_id\": \"x\"}",
                                Device.scan("B")))
                .json();

        JsonNode results = body.path("results");
        assertThat(results.findValuesAsString("sync_status"))
                .containsExactly("synced", "failed", "failed", "failed", "failed", "failed", "synced");
        assertThat(results.path(1)).hasToString("""
                {"qrcode":"%s","status":404,"message":"Ticket not found","sync_status":"failed"}""".formatted(vcard));
        assertThat(results.path(2).path("qrcode").asString()).isEqualTo(boardingPass);
        assertThat(results.path(3).path("qrcode").asString()).isEqualTo("\ud83c");
        assertThat(results.path(4).path("qrcode").asInt()).isEqualTo(12);
        assertThat(results.path(5).path("qrcode").isNull()).isTrue();
        assertThat(body.path("summary").path("failed").asInt()).isEqualTo(5);
        assertThat(published.scansOf(device)).hasSize(7);
    }

    @Test
    void a_code_that_a_handheld_ends_with_a_carriage_return_is_the_tickets_and_answered_as_it_was_sent() {
        JsonNode results = gateway.http()
                .post(SYNC, device.uploadOf(Device.scan("A\\r"), Device.scan(" A\u00a0")))
                .json()
                .path("results");

        assertThat(results.findValuesAsString("qrcode")).containsExactly("A\r", " A\u00a0");
        assertThat(results.findValuesAsString("sync_status")).containsExactly("synced", "duplicate");
        assertThat(published.scansOf(device))
                .extracting(ScanUploaded::getQrcode)
                .containsExactly("A", "A");
    }

    @Test
    void times_in_other_forms_are_taken_and_the_answer_says_how() {
        JsonNode results = gateway.http()
                .post(
                        SYNC,
                        device.uploadOf(
                                "{\"qrcode\": \"A\", \"scanned_at\": 1767225600}",
                                "{\"qrcode\": \"B\", \"scanned_at\": \"2026-01-01T00:00:00.123Z\"}",
                                "{\"qrcode\": \"C\", \"scanned_at\": \"this morning\"}"))
                .json()
                .path("results");

        assertThat(results.path(0).path("scanned_at_taken_as").asString()).isEqualTo("seconds");
        assertThat(results.path(1).has("scanned_at_taken_as")).isFalse();
        assertThat(results.path(2).path("scanned_at_taken_as").asString()).isEqualTo("upload_time");
        List<ScanUploaded> scans = published.scansOf(device);
        assertThat(scans).filteredOn(ScanUploaded::getScannedAtInSeconds).hasSize(1);
        assertThat(scans).filteredOn(scan -> !scan.getScannedAtFromDevice()).hasSize(1);
    }

    @Test
    void what_a_device_says_of_its_clock_its_gate_and_the_holder_arrives_in_kafka() {
        long sentAt = Instant.now().plusSeconds(300).toEpochMilli();
        JsonNode answer = gateway.http()
                .post(SYNC, """
                        {"event_id": "%s", "device_id": "gate-1", "session_token": "s", "sent_at": %d, "scans": [
                          {"qrcode": "A", "scanned_at": 1767225600123, "gate": "North 3", "admitted": false}]}""".formatted(device.eventId(), sentAt))
                .json();

        ScanUploaded scan = published.scansOf(device).getFirst();
        assertThat(scan.getAdmitted()).isFalse();
        assertThat(scan.getGate()).isEqualTo("North 3");
        assertThat(scan.getClockAheadMs()).isBetween(240_000L, 300_000L);
        assertThat(answer.path("clock_ahead_ms").asLong()).isEqualTo(scan.getClockAheadMs());
    }

    @Test
    void a_compressed_upload_is_taken() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(device.upload("A", "B").getBytes(StandardCharsets.UTF_8));
        }

        RawHttp.Answer answer = gateway.http()
                .send(
                        "POST",
                        SYNC,
                        BodyPublishers.ofByteArray(compressed.toByteArray()),
                        "Content-Type",
                        "application/json",
                        "Content-Encoding",
                        "gzip");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("summary").path("successful").asInt()).isEqualTo(2);
    }

    @Test
    void two_uploads_in_one_login_session_are_two_syncs() {
        long first = gateway.http()
                .post(SYNC, device.upload("A"))
                .json()
                .path("sync_session_id")
                .asLong();
        long second = gateway.http()
                .post(SYNC, device.upload("B"))
                .json()
                .path("sync_session_id")
                .asLong();

        assertThat(second).isGreaterThan(first);
        assertThat(RecordPosition.of(second).partition())
                .isEqualTo(RecordPosition.of(first).partition());
    }

    @Test
    void the_path_without_api_is_the_same() {
        assertThat(gateway.http().post("/offline/sync", device.upload("A")).status())
                .isEqualTo(200);
    }

    @Test
    void respond_async_answers_when_kafka_has_the_scans() {
        RawHttp.Answer answer =
                gateway.http().post("/offline/sync", device.upload("SILENT"), "Prefer", "wait=5, Respond-Async; x=y");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Preference-Applied")).hasValue("respond-async");
        long id = answer.json().path("sync_session_id").asLong();
        assertThat(answer.header("Location")).hasValue("/offline/sync/sessions/" + id);
        assertThat(answer.json().path("status").asInt()).isEqualTo(202);
        assertThat(answer.json().path("message").asString()).isEqualTo("Sync in progress");
        assertThat(answer.json().path("results")).hasToString("""
                [{"qrcode":"SILENT","status":202,"message":"Not decided yet","sync_status":"pending"}]""");
        assertThat(published.scansOf(device)).hasSize(1);
    }

    @Test
    void an_answered_upload_is_in_kafka_as_one_started_sync_and_its_scans() {
        UUID id = UUID.randomUUID();
        Instant before = Instant.now().minusMillis(1);
        long syncSessionId = gateway.http()
                .post(SYNC, device.uploadOf(Device.scan("A", id), Device.scan("B")))
                .json()
                .path("sync_session_id")
                .asLong();

        RecordPosition place = RecordPosition.of(syncSessionId);
        SyncStarted started = published.syncAt(place);
        assertThat(started.getSessionToken()).isEqualTo(device.sessionToken());
        assertThat(started.getEventId()).isEqualTo(device.eventId());
        assertThat(started.getDeviceId()).isEqualTo("gate-1");
        assertThat(started.getScansUploaded()).isEqualTo(2);
        assertThat(started.getStartedAt()).isBetween(before, Instant.now());

        List<ScanUploaded> scans = published.scansOf(device);
        assertThat(scans).hasSize(2);
        ScanUploaded a =
                scans.stream().filter(s -> s.getQrcode().equals("A")).findAny().orElseThrow();
        ScanUploaded b =
                scans.stream().filter(s -> s.getQrcode().equals("B")).findAny().orElseThrow();
        assertThat(a)
                .isEqualTo(new ScanUploaded(
                        id,
                        true,
                        device.eventId(),
                        device.deviceId(),
                        device.sessionToken(),
                        "A",
                        Instant.ofEpochMilli(Device.SCANNED_AT),
                        started.getStartedAt(),
                        List.of("VIP", "Day"),
                        syncSessionId,
                        true,
                        null,
                        true,
                        false,
                        null,
                        false,
                        null));
        assertThat(b.getScanIdFromDevice()).isFalse();
        assertThat(b.getTicketTypes()).isEmpty();
    }

    @Test
    void a_derived_scan_id_is_the_same_for_the_same_scan_only() {
        gateway.http().post(SYNC, device.upload("A", "B"));
        gateway.http().post(SYNC, device.upload("A"));

        List<UUID> ids = published.scansOf(device).stream()
                .filter(scan -> scan.getQrcode().equals("A"))
                .map(ScanUploaded::getScanId)
                .distinct()
                .toList();
        assertThat(ids).hasSize(1);
        assertThat(published.scansOf(device).stream()
                        .map(ScanUploaded::getScanId)
                        .distinct())
                .hasSize(2);
    }

    @Test
    void a_client_that_accepts_only_html_gets_its_verdicts_all_the_same() {
        assertThat(gateway.http()
                        .post(SYNC, device.upload("A"), "Accept", "text/html")
                        .status())
                .isEqualTo(200);
    }
}
