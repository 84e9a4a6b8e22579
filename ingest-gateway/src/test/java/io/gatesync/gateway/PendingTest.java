package io.gatesync.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.testing.RawHttp;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Uploads whose verdicts do not come, or not to them, and uploads that find no room to wait. */
@RealServers({Server.KAFKA, Server.REGISTRY})
class PendingTest {
    private static final String SYNC = "/api/offline/sync";

    private static RunningGateway impatient;
    private static RunningGateway narrow;
    private static RunningGateway impatientAndNarrow;
    private static Decider decider;
    private static Published published;

    private final Device device = Device.atOwnEvent();

    @BeforeAll
    static void start(Servers servers) {
        impatient = RunningGateway.start(servers, "gatesync.gateway.decision-timeout=4s");
        narrow = RunningGateway.start(
                servers,
                "gatesync.gateway.max-scans-in-flight=6",
                "gatesync.gateway.max-scans-in-flight-per-device=4",
                "gatesync.gateway.room-timeout=10ms",
                "gatesync.gateway.decision-timeout=4s");
        impatientAndNarrow = RunningGateway.start(
                servers,
                "gatesync.gateway.decision-timeout=4s",
                "gatesync.gateway.max-scans-in-flight=4",
                "gatesync.gateway.max-scans-in-flight-per-device=4");
        decider = new Decider(servers);
        published = new Published(servers);
    }

    @BeforeEach
    void open() {
        impatient.open(device.eventId());
    }

    @AfterAll
    static void stop() {
        impatient.close();
        narrow.close();
        impatientAndNarrow.close();
        decider.close();
    }

    @Test
    void undecided_scans_are_pending_and_the_others_are_answered_with_their_verdicts() {
        RawHttp.Answer answer = impatient.http().post(SYNC, device.upload("A", "SILENT", "UNKNOWN"));

        assertThat(answer.status()).isEqualTo(202);
        long id = answer.json().path("sync_session_id").asLong();
        assertThat(answer.header("Location")).hasValue("/api/offline/sync/sessions/" + id);
        assertThat(answer.header("Preference-Applied")).isEmpty();
        assertThat(answer.json().path("status").asInt()).isEqualTo(202);
        assertThat(answer.json().path("results").findValuesAsString("sync_status"))
                .containsExactly("synced", "pending", "failed");
        assertThat(answer.json().path("summary")).hasToString("""
                {"total_uploaded":3,"successful":1,"duplicates":0,"failed":1,"conflicts":0,"pending":1,"replayed":0}""");
    }

    @Test
    void an_outcome_that_cannot_be_decoded_leaves_only_its_own_scan_pending() {
        RawHttp.Answer answer = impatient.http().post(SYNC, device.upload("GARBLED", "A"));

        assertThat(answer.json().path("results").findValuesAsString("sync_status"))
                .containsExactly("pending", "synced");
    }

    @Test
    void an_outcome_for_another_gateway_is_ignored() {
        RawHttp.Answer answer = impatient.http().post(SYNC, device.upload("ELSEWHERE", "A"));

        assertThat(answer.json().path("results").findValuesAsString("sync_status"))
                .containsExactly("pending", "synced");
    }

    @Test
    void an_upload_that_finds_no_room_is_told_to_send_it_again_and_fits_once_there_is_room() {
        Device other = device.another("gate-2");
        Device third = device.another("gate-3");
        List<CompletableFuture<RawHttp.Answer>> waiting = Stream.of(device, device, other)
                .map(waits -> narrow.http().postLater(SYNC, waits.upload("SILENT-1", "SILENT-2")))
                .toList();
        await().until(() -> published.scansOf(device).size() == 6);

        RawHttp.Answer refused = narrow.http().post(SYNC, third.upload("A"));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After").map(Integer::parseInt).orElseThrow())
                .isBetween(1, 22);
        assertThat(refused.header("Content-Type")).hasValue("application/problem+json");
        assertThat(refused.json().path("retry").asBoolean()).isTrue();
        assertThat(waiting)
                .allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(202));
        assertThat(narrow.http().post(SYNC, third.upload("A", "B")).status()).isEqualTo(200);
        assertThat(published.scansOf(device)).hasSize(8);
    }

    @Test
    void one_device_cannot_take_the_room_of_the_others() {
        List<CompletableFuture<RawHttp.Answer>> waiting = Stream.of(device, device)
                .map(waits -> narrow.http().postLater(SYNC, waits.upload("SILENT-1", "SILENT-2")))
                .toList();
        await().until(() -> published.scansOf(device).size() == 4);

        assertThat(narrow.http().post(SYNC, device.upload("A")).status()).isEqualTo(429);
        assertThat(narrow.http()
                        .post(SYNC, device.another("gate-2").upload("B"))
                        .status())
                .isEqualTo(200);
        assertThat(waiting)
                .allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(202));
    }

    @Test
    void an_upload_larger_than_all_room_is_taken_in_slices_and_answered_in_its_order() {
        RawHttp.Answer answer = narrow.http().post(SYNC, device.upload(101));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("results").findValuesAsString("qrcode"))
                .isEqualTo(IntStream.range(0, 101).mapToObj(i -> "ticket-" + i).toList());
    }

    @Test
    void an_upload_whose_time_is_over_after_a_slice_is_published_all_the_same() {
        RawHttp.Answer answer = impatientAndNarrow.http().post(SYNC, device.upload("SILENT", "A", "B", "C", "D"));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("summary").path("pending").asInt()).isEqualTo(4);
        assertThat(published.scansOf(device)).hasSize(5);
    }

    @Test
    void an_upload_in_flight_is_answered_before_the_gateway_stops(Servers servers) {
        RunningGateway stopping = RunningGateway.start(servers, "gatesync.gateway.decision-timeout=3s");
        CompletableFuture<RawHttp.Answer> inFlight = stopping.http().postLater(SYNC, device.upload("SILENT", "A"));
        await().until(() -> published.scansOf(device).size() == 2);

        stopping.close();

        assertThat(inFlight.join().status()).isEqualTo(202);
        assertThat(inFlight.join().json().path("results").findValuesAsString("sync_status"))
                .containsExactly("pending", "synced");
    }
}
