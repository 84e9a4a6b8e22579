package io.gatesync.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.system.Device.Scan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Devices at several gates upload without a pause: tickets that others have scanned, too, and now and then a forged one.
 * The same {@link Random} makes the same scans.
 */
final class Rush implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int TICKETS = 1_500;
    private static final int DEVICES = 8;
    private static final int UPLOADS_PER_DEVICE = 60;
    private static final int MAX_SCANS_PER_UPLOAD = 20;
    private static final int FORGED_ONE_IN = 50;

    private final Event event;
    private final List<Scan> scans = new ArrayList<>();
    private final List<Future<Map<Scan, String>>> devices = new ArrayList<>();
    private final AtomicInteger decided = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Rush(Event event) {
        this.event = event;
    }

    static Rush begin(RunningStack stack, Random random) {
        Rush rush = new Rush(stack.newEvent(new Tickets(TICKETS)));
        for (int i = 1; i <= DEVICES; i++) {
            rush.add(rush.event.device("phone-" + i), random);
        }
        return rush;
    }

    private void add(Device device, Random random) {
        List<List<Scan>> uploads = new ArrayList<>();
        for (int i = 0; i < UPLOADS_PER_DEVICE; i++) {
            List<Scan> upload = random.ints(1 + random.nextInt(MAX_SCANS_PER_UPLOAD), 1, TICKETS + 1)
                    .mapToObj(
                            ticket -> random.nextInt(FORGED_ONE_IN) == 0 ? "forged-" + ticket : Tickets.qrcode(ticket))
                    .map(Scan::of)
                    .toList();
            uploads.add(upload);
            scans.addAll(upload);
        }
        devices.add(threads.submit(() -> {
            Map<Scan, String> verdicts = new HashMap<>();
            for (List<Scan> upload : uploads) {
                verdicts.putAll(device.uploadUntilDecided(upload));
                decided.addAndGet(upload.size());
            }
            return verdicts;
        }));
    }

    /** Waits until this part of all scans, from 0 to 1, has its verdict. */
    void awaitDecided(double part) {
        await("%.2f of the rush".formatted(part))
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> decided.get() >= part * scans.size());
    }

    /** Whether there is more to upload. */
    boolean isOn() {
        return decided.get() < scans.size();
    }

    /** Waits until no device is left without a verdict, and looks at what they were told: each ticket let one in. */
    void awaitEnd() {
        Map<Scan, String> verdicts = new HashMap<>();
        for (Future<Map<Scan, String>> device : devices) {
            verdicts.putAll(result(device));
        }
        assertThat(verdicts.keySet()).as("scans with a verdict").containsExactlyInAnyOrderElementsOf(scans);
        Set<String> admitted = new HashSet<>();
        Set<String> scanned = new HashSet<>();
        verdicts.forEach((scan, verdict) -> {
            boolean forged = scan.qrcode().startsWith("forged");
            assertThat(verdict.equals("failed")).as("%s is %s", scan, verdict).isEqualTo(forged);
            if (!forged) {
                scanned.add(scan.qrcode());
            }
            if (verdict.equals("synced")) {
                assertThat(admitted.add(scan.qrcode()))
                        .as("first of ticket " + scan.qrcode())
                        .isTrue();
            }
        });
        assertThat(admitted).as("tickets that let somebody in").isEqualTo(scanned);
    }

    private static Map<Scan, String> result(Future<Map<Scan, String>> device) {
        try {
            return device.get();
        } catch (ExecutionException e) {
            throw new AssertionError("a device has given up", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
