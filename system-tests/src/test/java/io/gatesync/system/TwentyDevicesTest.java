package io.gatesync.system;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.guarantees.topics.TopicObserver;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@OnRunningStack
class TwentyDevicesTest {

    private static final int DEVICES = 20;
    private static final Tickets TICKETS = new Tickets(200);

    @Test
    void of_twenty_devices_with_the_same_200_tickets_each_ticket_admits_one(RunningStack stack) throws Exception {
        Event event = stack.newEvent(TICKETS);

        List<String> verdicts = uploadAtOnce(event);

        assertThat(verdicts.stream().collect(groupingBy(verdict -> verdict, counting())))
                .as("answered")
                .containsOnly(Map.entry("synced", 200L), Map.entry("conflict", 3_800L));
        stack.awaitGuarantees();
        assertThat(onTopic(stack, event))
                .as("on the topic")
                .containsOnly(Map.entry(Verdict.SYNCED, 200), Map.entry(Verdict.CONFLICT, 3_800));
        assertThat(event.rows("device_scan_logs", "sync_status = 'synced'")).isEqualTo(200);
        assertThat(event.rows("device_scan_logs", "sync_status = 'conflict'")).isEqualTo(3_800);
        assertThat(event.rows("device_scan_logs", "true")).isEqualTo(4_000);
        assertThat(event.rows("offline_tickets", "log_count = 1 and sync = 1")).isEqualTo(200);
        assertThat(event.rows("sync_sessions", "status = 'completed' and scans_uploaded = 200"))
                .isEqualTo(20);
        assertThat(stack.number("select sum(scans_successful) from sync_sessions where event_id = ?", event.id()))
                .isEqualTo(200);
        assertThat(stack.number("select sum(scans_conflict) from sync_sessions where event_id = ?", event.id()))
                .isEqualTo(3_800);
    }

    private static List<String> uploadAtOnce(Event event) throws Exception {
        CyclicBarrier start = new CyclicBarrier(DEVICES);
        List<Callable<List<String>>> uploads = new ArrayList<>();
        for (int i = 1; i <= DEVICES; i++) {
            Device device = event.device("phone-" + i);
            uploads.add(() -> {
                start.await();
                return List.copyOf(device.uploadUntilDecided(Device.scansOf(TICKETS.qrcodes()))
                        .values());
            });
        }
        List<String> verdicts = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<String>> upload : threads.invokeAll(uploads)) {
                verdicts.addAll(upload.get());
            }
        }
        return verdicts;
    }

    private static Map<Verdict, Integer> onTopic(RunningStack stack, Event event) {
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        stack.showTopics(new TopicObserver() {
            @Override
            public void onDecided(ScanDecided outcome) {
                if (outcome.getEventId().equals(event.id())) {
                    counts.merge(outcome.getVerdict(), 1, Integer::sum);
                }
            }
        });
        return counts;
    }
}
