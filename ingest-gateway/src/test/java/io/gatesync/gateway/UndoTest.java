package io.gatesync.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gatesync.messaging.Topic;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.UndoRequest;
import io.gatesync.testing.RawHttp;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A device takes back a scan that it has uploaded. */
@RealServers({Server.KAFKA, Server.REGISTRY})
class UndoTest {
    private static final String UNDO = "/api/offline/undo";
    private static final long IN_TIME = Device.SCANNED_AT + 60_000;

    private static RunningGateway gateway;
    private static Decider decider;
    private static Published published;

    private final Device device = Device.atOwnEvent();
    private final UUID scan = UUID.randomUUID();

    @BeforeAll
    static void start(Servers servers) {
        gateway = RunningGateway.start(servers, "gatesync.gateway.decision-timeout=4s");
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

    private RawHttp.Answer scanned(String qrcode) {
        return gateway.http().post("/api/offline/sync", device.uploadOf(Device.scan(qrcode, scan)));
    }

    @Test
    void an_admission_is_taken_back() {
        scanned("A");

        RawHttp.Answer answer = gateway.http().post(UNDO, device.undo("A", scan, IN_TIME));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().propertyNames())
                .containsExactly("qrcode", "scan_id", "status", "message", "sync_status", "synced_at");
        assertThat(answer.json().path("scan_id").asString()).isEqualTo(scan.toString());
        assertThat(answer.json().path("status").asInt()).isEqualTo(200);
        assertThat(answer.json().path("sync_status").asString()).isEqualTo("undone");
    }

    @Test
    void the_wish_lies_where_the_scan_lies_and_names_it_as_that_is_named() {
        scanned("A");
        long syncs = published.count(Topic.SYNC_SESSIONS);
        gateway.http().post("/offline/undo", device.undo(" A\\r", scan, IN_TIME));

        List<ScanUploaded> records = published.scansOf(device);
        ScanUploaded first = records.getFirst();
        ScanUploaded wish = records.getLast();
        assertThat(wish.getUndo()).isEqualTo(new UndoRequest("wrong person", Instant.ofEpochMilli(IN_TIME)));
        assertThat(wish.getAdmitted())
                .as("a processor that is older lets nobody in")
                .isFalse();
        assertThat(wish)
                .extracting(
                        ScanUploaded::getScanId,
                        ScanUploaded::getScanIdFromDevice,
                        ScanUploaded::getEventId,
                        ScanUploaded::getDeviceId,
                        ScanUploaded::getQrcode,
                        ScanUploaded::getScannedAt,
                        ScanUploaded::getScannedAtFromDevice)
                .containsExactly(
                        first.getScanId(),
                        true,
                        first.getEventId(),
                        first.getDeviceId(),
                        "A",
                        first.getScannedAt(),
                        true);
        assertThat(wish.getSyncSessionId()).isNull();
        assertThat(published.count(Topic.SYNC_SESSIONS)).isEqualTo(syncs);
    }

    @Test
    void what_is_refused_says_why_and_is_no_http_error() {
        scanned("A");

        RawHttp.Answer late = gateway.http().post(UNDO, device.undo("A", scan, IN_TIME + 1));
        assertThat(late.status()).isEqualTo(200);
        assertThat(late.json().path("status").asInt()).isEqualTo(409);
        assertThat(late.json().path("sync_status").asString()).isEqualTo("not_undone");
        assertThat(late.json().path("refused").asString()).isEqualTo("too_late");

        RawHttp.Answer other = gateway.http().post(UNDO, device.undo("A", UUID.randomUUID(), IN_TIME));
        assertThat(other.json().path("status").asInt()).isEqualTo(409);
        assertThat(other.json().path("refused").asString()).isEqualTo("not_in");
    }

    @Test
    void a_device_that_is_cut_off_is_marked_and_answered() {
        scanned("A");
        gateway.http()
                .send(
                        "DELETE",
                        "/api/admin/events/%s/devices/%s".formatted(device.eventId(), device.deviceId()),
                        BodyPublishers.noBody());

        RawHttp.Answer answer = gateway.http().post(UNDO, device.undo("A", scan, IN_TIME));

        assertThat(published.scansOf(device).getLast().getDeviceRevoked()).isTrue();
        assertThat(answer.json().path("status").asInt()).isEqualTo(403);
        assertThat(answer.json().path("refused").asString()).isEqualTo("device_revoked");
    }

    @Test
    void what_is_not_decided_in_time_is_pending() {
        RawHttp.Answer answer = gateway.http().post(UNDO, device.undo("SILENT", scan, IN_TIME));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("status").asInt()).isEqualTo(202);
        assertThat(answer.json().path("sync_status").asString()).isEqualTo("pending");
    }

    @Test
    void it_comes_late_where_the_phone_was_offline_and_the_event_is_closed() {
        scanned("A");
        assertThat(gateway.http()
                        .put(
                                "/api/admin/events/" + device.eventId(),
                                "application/json",
                                "{\"name\": \"Open Air\", \"passcode\": \"1234\", \"state\": \"closed\"}")
                        .status())
                .isEqualTo(200);

        RawHttp.Answer answer = gateway.http().post(UNDO, device.undo("A", scan, IN_TIME));

        assertThat(answer.json().path("sync_status").asString()).isEqualTo("undone");
    }

    @Test
    void an_event_that_nobody_has_opened_is_refused() {
        RawHttp.Answer answer = gateway.http().post(UNDO, Device.atOwnEvent().undo("A", scan, IN_TIME));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("retry").asBoolean(true)).isFalse();
    }

    @Test
    void all_that_names_the_scan_is_required() {
        RawHttp.Answer answer = gateway.http().post(UNDO, "{}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("retry").asBoolean(true)).isFalse();
        assertThat(answer.json().path("errors").propertyNames())
                .containsExactly("event_id", "device_id", "qrcode", "scan_id", "scanned_at", "undone_at", "reason");
    }

    static Stream<Arguments> wrongFields() {
        return Stream.of(
                arguments("scan_id", "\"1\""),
                arguments("scan_id", "\"00000000-0000-0000-0000-000000000000\""),
                arguments("scanned_at", "\"yesterday\""),
                arguments("undone_at", "-1"),
                arguments("reason", "\"" + "\u00fc".repeat(128) + "\""),
                arguments("reason", "\"a\\u0000b\""),
                arguments("reason", "7"));
    }

    @ParameterizedTest
    @MethodSource("wrongFields")
    void a_field_that_is_wrong_is_named(String field, String value) {
        String body = device.undo("A", scan, IN_TIME)
                .replaceFirst("(\"%s\": )(\"[^\"]*\"|\\d+)".formatted(field), "$1" + value.replace("\\", "\\\\"));

        RawHttp.Answer answer = gateway.http().post(UNDO, body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().path("errors").propertyNames()).containsExactly(field);
        assertThat(published.scansOf(device)).isEmpty();
    }
}
