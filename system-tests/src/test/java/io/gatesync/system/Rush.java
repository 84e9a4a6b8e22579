package io.gatesync.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.system.Device.Scan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Several devices upload without a pause: tickets that other devices scan as well, and one forged code in fifty. The same
 * {@link Random} makes the same scans.
 */
final class Rush implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int TICKETS = 1_500;
    private static final int DEVICES = 8;
    private static final int UPLOADS_PER_DEVICE = 60;
    private static final int MAX_SCANS_PER_UPLOAD = 20;
    private static final int FORGED_ONE_IN = 50;

    private final Event event;
    private final List<Future<?>> devices = new ArrayList<>();
    private final AtomicInteger decided = new AtomicInteger();
    private final VerdictGaps gaps = new VerdictGaps();
    private int scans;
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
            scans += upload.size();
        }
        devices.add(threads.submit(() -> {
            for (List<Scan> upload : uploads) {
                decided.addAndGet(
                        device.uploadUntilDecided(upload, gaps::onVerdict).size());
                device.verifyUntilDecided(Scan.of(upload.getFirst().qrcode()));
            }
        }));
    }

    /** Waits until this part of all scans, from 0 to 1, has its verdict. */
    void awaitDecided(double part) {
        await("%.2f of the rush".formatted(part))
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> decided.get() >= part * scans);
    }

    /** The longest time in which no device was told a verdict, since this was asked last. */
    Duration longestGap() {
        return gaps.longest();
    }

    /** Whether scans are still without a verdict. */
    boolean isUndecided() {
        return decided.get() < scans;
    }

    /** Waits until every scan has its verdict, and checks what the devices were told. */
    void awaitEnd() {
        devices.forEach(Rush::awaitEnd);
        assertThat(decided).as("scans with a verdict").hasValue(scans);
        event.told().verify();
    }

    /** Waits until a device has done its work. */
    static void awaitEnd(Future<?> device) {
        try {
            device.get();
        } catch (ExecutionException e) {
            throw new AssertionError("A device has failed", e.getCause());
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
