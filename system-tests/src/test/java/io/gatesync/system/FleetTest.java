package io.gatesync.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.testing.RawHttp.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A phone is stolen in the middle of the rush. */
@OnRunningStack
class FleetTest {
    private static final int TICKETS = 2_000;
    private static final int ENTRIES_BEFORE = 10;
    private static final int REFUSED = 20;

    @Test
    void a_device_that_is_cut_off_while_it_uploads_admits_nobody_any_more_and_nothing_is_lost(RunningStack stack)
            throws InterruptedException {
        Event event = stack.newEvent(new Tickets(TICKETS));
        Device stolen = event.device("stolen");
        CountDownLatch admitted = new CountDownLatch(ENTRIES_BEFORE);
        CompletableFuture<List<Device.Scan>> uploads =
                CompletableFuture.supplyAsync(() -> uploadUntilRefused(stolen, event, admitted));
        admitted.await();
        event.cutOff("stolen");
        List<Device.Scan> refused = uploads.join();

        assertThat(refused).as("scans after it was cut off").hasSize(REFUSED);
        for (JsonNode again : stolen.upload(refused).json().path("results")) {
            assertThat(Device.isCutOff(again)).as(again.toString()).isTrue();
            assertThat(again.path("replayed").asBoolean()).isTrue();
        }
        Device.Scan online = Device.Scan.of(Tickets.qrcode(TICKETS));
        assertThat(Device.isCutOff(stolen.verify(online).json())).isTrue();

        List<String> codes = refused.stream().map(Device.Scan::qrcode).toList();
        assertThat(Set.copyOf(event.device("north")
                        .uploadUntilDecided(Device.scansOf(codes))
                        .values()))
                .as("the tickets are as they were")
                .containsExactly("synced");

        stack.awaitGuarantees();
        assertThat(event.rows("device_scan_logs", "device_id = 'stolen' and sync_error = 'Device revoked'"))
                .isEqualTo(REFUSED + 1);
        JsonNode listed = listed(event, "stolen");
        assertThat(listed.path("state").asString()).as(listed.toString()).isEqualTo("revoked");
        assertThat(listed.path("counts").path("failed").asInt()).isEqualTo(REFUSED + 1);

        event.giveBack("stolen");
        assertThat(stolen.uploadUntilDecided(List.of(Device.Scan.of(Tickets.qrcode(TICKETS - 1)))))
                .containsValue("synced");
        stack.awaitGuarantees();
    }

    /** One ticket after the other, until so many were refused. */
    private static List<Device.Scan> uploadUntilRefused(Device device, Event event, CountDownLatch admitted) {
        List<Device.Scan> refused = new ArrayList<>();
        for (String qrcode : event.tickets().qrcodes()) {
            Device.Scan scan = Device.Scan.of(qrcode);
            Answer answer = device.upload(List.of(scan));
            JsonNode result = answer.json().path("results").path(0);
            if (Device.isCutOff(result)) {
                refused.add(scan);
            } else if (result.path("sync_status").asString().equals("synced")) {
                admitted.countDown();
            }
            if (refused.size() == REFUSED) {
                break;
            }
        }
        return refused;
    }

    private static JsonNode listed(Event event, String deviceId) {
        Answer answer = event.stack().asOrganiser().get("/api/admin/events/" + event.id() + "/devices");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        for (JsonNode device : answer.json().path("devices")) {
            if (device.path("device_id").asString().equals(deviceId)) {
                return device;
            }
        }
        throw new AssertionError(deviceId + " is not in " + answer);
    }
}
