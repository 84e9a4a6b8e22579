package io.gatesync.gateway;

import static io.gatesync.gateway.input.RescueFileTest.file;
import static io.gatesync.gateway.input.RescueFileTest.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gatesync.schemas.ScanUploaded;
import io.gatesync.testing.RawHttp.Answer;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import io.gatesync.testing.TestAccess;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Scans of a phone that cannot send them any more come in by a file. */
@RealServers({Server.KAFKA, Server.REGISTRY})
class RescueTest {
    private static RunningGateway gateway;
    private static Decider decider;
    private static Published published;

    private final Device device = Device.atOwnEvent();
    private final String path = "/api/admin/events/" + device.eventId() + "/rescue";
    private final UUID id = UUID.randomUUID();

    @BeforeAll
    static void start(Servers servers) {
        gateway = RunningGateway.start(servers, "gatesync.gateway.max-scans-in-flight-per-device=10");
        decider = new Decider(servers);
        published = new Published(servers);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        decider.close();
    }

    @BeforeEach
    void open() {
        gateway.open(device.eventId());
    }

    @Test
    void its_scans_are_published_as_what_they_are_and_answered_as_an_upload_is() {
        Answer answer = rescue(
                scan(id, device.eventId(), "A", "\"admit\""),
                scan(UUID.randomUUID(), device.eventId(), "B", "\"refuse\""),
                scan(UUID.randomUUID(), device.eventId(), "C", "null"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("summary").path("total_uploaded").asInt()).isEqualTo(3);
        assertThat(published.scansOf(device))
                .extracting(
                        ScanUploaded::getQrcode,
                        ScanUploaded::getDeviceId,
                        ScanUploaded::getAdmitted,
                        ScanUploaded::getGate,
                        ScanUploaded::getScannedAt,
                        ScanUploaded::getSessionToken)
                .containsExactlyInAnyOrder(
                        tuple("A", "gate-1", true, "North", Instant.ofEpochMilli(Device.SCANNED_AT), "rescue by lead"),
                        tuple("B", "gate-1", false, "North", Instant.ofEpochMilli(Device.SCANNED_AT), "rescue by lead"),
                        tuple(
                                "C",
                                "gate-1",
                                false,
                                "North",
                                Instant.ofEpochMilli(Device.SCANNED_AT),
                                "rescue by lead"));
        assertThat(published.scansOf(device))
                .anyMatch(scan -> scan.getScanId().equals(id) && scan.getScanIdFromDevice());
    }

    @Test
    void a_second_time_it_gets_the_same_verdicts() {
        String[] scans = {scan(id, device.eventId(), "A", "\"admit\"")};
        JsonNode first = rescue(scans).json().path("results").path(0);

        JsonNode second = rescue(scans).json().path("results").path(0);

        assertThat(first.path("replayed").asBoolean(false)).isFalse();
        assertThat(second.path("replayed").asBoolean(false)).isTrue();
        assertThat(second.path("sync_status")).isEqualTo(first.path("sync_status"));
    }

    @Test
    void what_was_taken_back_on_the_phone_is_taken_back_after_its_scan() {
        String undo = "\"admit\", \"undo\": {\"reason\": \"did not go in\", \"at\": %d, \"state\": \"%s\"}";
        Answer answer = rescue(
                scan(id, device.eventId(), "A", undo.formatted(Device.SCANNED_AT + 9_000, "pending")),
                scan(UUID.randomUUID(), device.eventId(), "B", undo.formatted(Device.SCANNED_AT + 9_000, "undone")));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(published.scansOf(device))
                .filteredOn(scan -> scan.getUndo() != null)
                .singleElement()
                .satisfies(wish -> {
                    assertThat(wish.getScanId()).isEqualTo(id);
                    assertThat(wish.getScannedAt()).isEqualTo(Instant.ofEpochMilli(Device.SCANNED_AT));
                    assertThat(wish.getAdmitted()).isFalse();
                    assertThat(wish.getUndo().getReason()).isEqualTo("did not go in");
                    assertThat(wish.getUndo().getUndoneAt()).isEqualTo(Instant.ofEpochMilli(Device.SCANNED_AT + 9_000));
                });
        assertThat(rescue(scan(id, device.eventId(), "A", "\"admit\", \"undo\": {\"state\": \"pending\"}"))
                        .text())
                .contains("Line 2: undo does not say when and why.");
    }

    @Test
    void more_scans_than_may_wait_at_a_time_are_taken_in_slices() {
        Answer answer = rescue(IntStream.range(0, 24)
                .mapToObj(i -> scan(UUID.randomUUID(), device.eventId(), "T-" + i, "\"admit\""))
                .toArray(String[]::new));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("summary").path("successful").asInt()).isEqualTo(24);
    }

    @Test
    void of_a_file_that_is_not_whole_nothing_is_taken() {
        String file = file("gate-1", scan(id, device.eventId(), "A", "\"admit\""));

        assertStop(post(path, file.substring(0, file.length() - 30)), 400);
        assertStop(post(path, file.replace("admit", "refuse")), 400);
        assertStop(rescue(scan(id, "another", "A", "\"admit\"")), 422);

        assertThat(published.scansOf(device)).isEmpty();
    }

    @Test
    void scans_of_a_device_that_is_cut_off_need_somebody_who_answers_for_them() {
        String[] scans = {scan(id, device.eventId(), "A", "\"admit\"")};
        String cutOff = "/api/admin/events/" + device.eventId() + "/devices/gate-1";
        gateway.http().send("DELETE", cutOff, BodyPublishers.noBody());

        Answer refused = rescue(scans);
        assertStop(refused, 409);
        assertThat(refused.json().path("reason").asString()).isEqualTo("cut_off");
        assertStop(post(path + "?cut_off=yes", file("gate-1", scans)), 422);
        assertThat(published.scansOf(device)).isEmpty();

        Answer accepted = post(path + "?cut_off=accept", file("gate-1", scans));

        assertThat(accepted.json().path("results").path(0).path("sync_status").asString())
                .as(accepted.text())
                .isEqualTo("synced");
        assertThat(published.scansOf(device))
                .extracting(ScanUploaded::getDeviceRevoked)
                .isEqualTo(List.of(false));
    }

    @Test
    void nothing_is_taken_for_an_event_that_nobody_has_opened() {
        assertStop(post("/api/admin/events/nobodys/rescue", file("gate-1", scan(id, "nobodys", "A", "null"))), 404);
    }

    private Answer rescue(String... scans) {
        return post(path, file("gate-1", scans));
    }

    private Answer post(String to, String file) {
        return gateway.http().withToken(TestAccess.lead(to.split("/", -1)[4])).post(to, file);
    }

    private static void assertStop(Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().path("retry").asBoolean(true)).isFalse();
    }
}
