package io.gatesync.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.bench.ScanPlan.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScanPlanTest {

    private static final LoadSpec LOAD = new LoadSpec(10_050, 100, 7, 5);

    private static List<Integer> tickets(ScanPlan plan) {
        return IntStream.range(0, plan.load().scans())
                .map(plan::ticketOf)
                .boxed()
                .toList();
    }

    @Test
    void the_same_seed_makes_the_same_plan_and_another_seed_another() {
        assertThat(tickets(ScanPlan.of("event", "a", LOAD, 1))).isEqualTo(tickets(ScanPlan.of("event", "a", LOAD, 1)));
        assertThat(tickets(ScanPlan.of("event", "a", LOAD, 1)))
                .isNotEqualTo(tickets(ScanPlan.of("event", "a", LOAD, 2)));
    }

    @Test
    void each_ticket_is_scanned_once_or_by_two_devices() {
        ScanPlan plan = ScanPlan.of("event", "a", LOAD, 1);
        Map<Integer, List<Integer>> devices = new HashMap<>();
        for (int device = 0; device < LOAD.devices(); device++) {
            for (Request request : plan.requestsOf(device, 0)) {
                for (int scan = request.firstScan(); scan < request.firstScan() + request.scans(); scan++) {
                    devices.computeIfAbsent(plan.ticketOf(scan), unseen -> new ArrayList<>())
                            .add(device);
                }
            }
        }

        assertThat(devices).hasSize(plan.tickets());
        assertThat(devices.values().stream().mapToInt(List::size).sum()).isEqualTo(LOAD.scans());
        assertThat(devices.values())
                .allSatisfy(scannedBy ->
                        assertThat(scannedBy).hasSizeLessThanOrEqualTo(2).doesNotHaveDuplicates());
        assertThat(LOAD.scans() - plan.tickets())
                .as("5 %% of %d scans", LOAD.scans())
                .isBetween(400, 600);
    }

    @Test
    void without_conflicts_each_scan_has_a_ticket_of_its_own() {
        assertThat(ScanPlan.of("event", "a", new LoadSpec(1_000, 10, 4, 0), 1).tickets())
                .isEqualTo(1_000);
        assertThat(ScanPlan.of("event", "a", new LoadSpec(1_000, 10, 1, 50), 1).tickets())
                .as("no other device is there")
                .isEqualTo(1_000);
    }

    @Test
    void no_code_is_used_twice() {
        assertThat(ScanPlan.of("event", "a", LOAD, 1).qrcodes()).doesNotHaveDuplicates();
    }

    @Test
    void an_upload_carries_its_scans_in_the_app_s_words() {
        ScanPlan plan = ScanPlan.of("event", "a", new LoadSpec(3, 2, 2, 0), 1);

        Request second = plan.requestsOf(1, 1_700_000_000_000L).getFirst();

        assertThat(second.firstScan()).isEqualTo(2);
        assertThat(second.scans()).isEqualTo(1);
        assertThat(new String(second.body().json(), StandardCharsets.UTF_8))
                .startsWith(
                        "{\"event_id\":\"event\",\"device_id\":\"a-device-1\",\"session_token\":\"session-a-device-1\","
                                + "\"scans\":[{\"qrcode\":\"" + plan.qrcodeOf(2)
                                + "\",\"scanned_at\":1700000000002,\"scan_id\":\"");
    }

    @Test
    void an_upload_carries_the_ids_that_the_guarantees_know_the_scans_by() {
        ScanPlan plan = ScanPlan.of("event", "a", new LoadSpec(3, 2, 2, 0), 1);

        assertThat(new String(plan.requestsOf(1, 0).getFirst().body().json(), StandardCharsets.UTF_8))
                .contains(plan.scanOf(2).id().toString());
    }

    @Test
    void scans_of_another_event_have_other_ids() {
        LoadSpec one = new LoadSpec(1, 1, 1, 0);

        assertThat(ScanPlan.of("event-1", "a", one, 1).scanOf(0).id())
                .isNotEqualTo(ScanPlan.of("event-2", "a", one, 1).scanOf(0).id());
    }

    @Test
    void shares_of_duplicates_and_unknown_codes_are_as_asked_for() {
        LoadSpec load = new LoadSpec(
                10_000,
                10,
                4,
                new LoadSpec.Mix(20, 5, 10),
                LoadSpec.Codes.SEQUENTIAL,
                LoadSpec.Pace.CLOSED,
                LoadSpec.Call.SYNC);
        ScanPlan plan = ScanPlan.of("event", "a", load, 1);

        List<Integer> unknown =
                tickets(plan).stream().filter(ticket -> ticket < 0).toList();
        assertThat(unknown).hasSizeBetween(900, 1_100).doesNotHaveDuplicates();
        assertThat(plan.isTicket(plan.qrcodeOf(tickets(plan).indexOf(-1)))).isFalse();
        assertThat(plan.isTicket(plan.qrcodeOf(0))).isTrue();
        assertThat(10_000 - unknown.size() - plan.tickets())
                .as("scans of a ticket that was scanned before: 25 %")
                .isBetween(2_200, 2_800);
    }

    @Test
    void sequential_codes_come_in_order() {
        LoadSpec load = new LoadSpec(
                300,
                10,
                4,
                new LoadSpec.Mix(0, 0, 0),
                LoadSpec.Codes.SEQUENTIAL,
                LoadSpec.Pace.CLOSED,
                LoadSpec.Call.SYNC);

        assertThat(ScanPlan.of("event", "a", load, 1).qrcodes()).isSorted();
    }

    @Test
    void uploads_of_an_open_loop_are_due_at_the_rate_that_was_asked_for() {
        for (LoadSpec.Arrivals arrivals : LoadSpec.Arrivals.values()) {
            LoadSpec load = new LoadSpec(
                    100_000,
                    10,
                    4,
                    new LoadSpec.Mix(0, 0, 0),
                    LoadSpec.Codes.RANDOM,
                    new LoadSpec.Pace(1_000, arrivals),
                    LoadSpec.Call.SYNC);
            Request last = ScanPlan.of("event", "a", load, 1).requestsOf(3, 0).getLast();

            assertThat(last.dueNanos() / 1e9).as("%s arrivals", arrivals).isBetween(95.0, 105.0);
        }
    }

    @Test
    void a_single_scan_is_sent_without_a_list() {
        LoadSpec load = new LoadSpec(
                1, 1, 1, new LoadSpec.Mix(0, 0, 0), LoadSpec.Codes.RANDOM, LoadSpec.Pace.CLOSED, LoadSpec.Call.VERIFY);
        ScanPlan plan = ScanPlan.of("event", "a", load, 1);

        assertThat(new String(plan.requestsOf(0, 5).getFirst().body().json(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"event_id\":\"event\",\"device_id\":\"a-device-0\",\"session_token\":\"session-a-device-0\","
                                + "\"qrcode\":\"" + plan.qrcodeOf(0) + "\",\"scanned_at\":5,\"scan_id\":\""
                                + plan.scanOf(0).id() + "\"}");
    }
}
