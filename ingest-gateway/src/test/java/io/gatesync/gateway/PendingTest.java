package io.gatesync.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.testing.RawHttp;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Uploads whose verdicts do not come, or not to them, and uploads that find no room to wait. */
@RealServers({Server.KAFKA, Server.REGISTRY})
class PendingTest {
    private static final String SYNC = "/api/offline/sync";

    private static RunningGateway impatient;
    private static RunningGateway narrow;
    private static Decider decider;
    private static Published published;

    private final Device device = Device.atOwnEvent();

    @BeforeAll
    static void start(Servers servers) {
        impatient = RunningGateway.start(servers, "gatesync.gateway.decision-timeout=4s");
        narrow = RunningGateway.start(
                servers,
                "gatesync.gateway.max-scans=3",
                "gatesync.gateway.max-scans-in-flight=3",
                "gatesync.service.retry-after=7s");
        decider = new Decider(servers);
        published = new Published(servers);
    }

    @AfterAll
    static void stop() {
        impatient.close();
        narrow.close();
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
                {"total_uploaded":3,"successful":1,"duplicates":0,"failed":1,"conflicts":0,"pending":1}""");
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
        CompletableFuture<RawHttp.Answer> waiting =
                narrow.http().postLater(SYNC, device.upload("SILENT-1", "SILENT-2"));
        await().until(() -> published.scansOf(device).size() == 2);

        RawHttp.Answer refused = narrow.http().post(SYNC, device.upload("A", "B"));
        RawHttp.Answer fits = narrow.http().post(SYNC, device.upload("C"));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).hasValue("7");
        assertThat(refused.header("Content-Type")).hasValue("application/problem+json");
        assertThat(refused.json().path("retry").asBoolean()).isTrue();
        assertThat(fits.status()).isEqualTo(200);
        assertThat(waiting.join().status()).isEqualTo(202);
        assertThat(narrow.http().post(SYNC, device.upload("A", "B")).status()).isEqualTo(200);
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
