package io.gatesync.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.messaging.Topic;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.testing.RawHttp;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A device asks about one ticket, online. */
@RealServers({Server.KAFKA, Server.REGISTRY})
class VerifyTest {
    private static final String VERIFY = "/api/offline/verify";

    private static RunningGateway gateway;
    private static Decider decider;
    private static Published published;

    private final Device device = Device.atOwnEvent();

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

    @Test
    void a_valid_ticket_is_admitted() {
        RawHttp.Answer answer = gateway.http().post(VERIFY, device.verification("A"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().propertyNames())
                .containsExactly(
                        "qrcode",
                        "status",
                        "message",
                        "sync_status",
                        "scanned_at_taken_as",
                        "type",
                        "admittence",
                        "number",
                        "synced_at");
        assertThat(answer.json().path("sync_status").asString()).isEqualTo("synced");
    }

    @Test
    void a_verdict_is_no_http_error() {
        RawHttp.Answer answer = gateway.http().post("/offline/verify", device.verification("UNKNOWN"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("status").asInt()).isEqualTo(404);
        assertThat(answer.json().path("sync_status").asString()).isEqualTo("failed");
    }

    @Test
    void a_scan_that_is_not_decided_in_time_is_pending() {
        RawHttp.Answer answer = gateway.http().post(VERIFY, device.verification("SILENT"));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("sync_status").asString()).isEqualTo("pending");
        assertThat(answer.json().path("status").asInt()).isEqualTo(202);
    }

    @Test
    void a_scan_without_a_session_starts_no_sync() {
        long syncs = published.count(Topic.SYNC_SESSIONS);
        Instant before = Instant.now().minusMillis(1);

        gateway.http().post(VERIFY, device.verification("A"));

        assertThat(published.count(Topic.SYNC_SESSIONS)).isEqualTo(syncs);
        ScanUploaded scan = published.scansOf(device).getFirst();
        assertThat(scan.getSyncSessionId()).isNull();
        assertThat(scan.getSessionToken()).isNull();
        assertThat(scan.getAdmitted()).as("the verdict decides").isNull();
        assertThat(scan.getScannedAt()).isBetween(before, Instant.now());
    }

    @Test
    void all_fields_of_a_scan_arrive_in_kafka() {
        UUID id = UUID.randomUUID();
        JsonNode answer =
                gateway.http().post(VERIFY, """
                        {"event_id": "%s", "device_id": "gate-1", "qrcode": "A", "session_token": "s",
                         "scanned_at": "1767225600123", "scan_id": "%s", "ticket_types": ["VIP"]}""".formatted(device.eventId(), id)).json();

        assertThat(answer.path("scan_id").asString()).isEqualTo(id.toString());
        ScanUploaded scan = published.scansOf(device).getFirst();
        assertThat(scan.getScanId()).isEqualTo(id);
        assertThat(scan.getSessionToken()).isEqualTo("s");
        assertThat(scan.getScannedAt()).isEqualTo(Instant.ofEpochMilli(Device.SCANNED_AT));
        assertThat(scan.getTicketTypes()).containsExactly("VIP");
    }

    @Test
    void what_is_no_ticket_is_not_found() {
        RawHttp.Answer answer = gateway.http().post(VERIFY, device.verification("BEGIN:VCARD\\nEND:VCARD"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("qrcode").asString()).isEqualTo("BEGIN:VCARD\nEND:VCARD");
        assertThat(answer.json().path("status").asInt()).isEqualTo(404);
    }

    @Test
    void the_metrics_of_kafkas_clients_and_the_longest_wait_can_be_scraped() {
        assertThat(gateway.http().get("/actuator/prometheus").text())
                .contains("kafka_producer_record_send_total")
                .contains("kafka_consumer_fetch_manager_records_lag_max")
                .contains("gatesync_gateway_oldest_wait_seconds");
    }

    @Test
    void its_errors_name_the_fields_without_a_prefix() {
        RawHttp.Answer answer = gateway.http().post(VERIFY, "{}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").propertyNames()).containsExactly("event_id", "device_id", "qrcode");
    }
}
