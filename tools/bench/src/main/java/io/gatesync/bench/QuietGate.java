package io.gatesync.bench;

import io.gatesync.client.Gateway;
import io.gatesync.client.Reply;
import io.gatesync.client.Reply.Answered;
import io.gatesync.client.Reply.SendAgain;
import io.gatesync.client.ScanResult;
import io.gatesync.client.SyncStatus;
import io.gatesync.client.Upload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Scans tickets one by one, online, as people come to a gate that is not busy: each at a moment of its own, whatever has
 * become of the one before. What a person waits for at the gate; full uploads at full speed do not show it.
 */
final class QuietGate {

    /** So few that none waits for another, so many that a commit is often just over. */
    private static final int SCANS_PER_SECOND = 50;

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int SIGNIFICANT_DIGITS = 3;

    private final Gateway gateway;
    private final String eventId;
    private final Histogram latencyMicros = new ConcurrentHistogram(SIGNIFICANT_DIGITS);
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();

    QuietGate(Gateway gateway, String eventId) {
        this.gateway = gateway;
        this.eventId = eventId;
    }

    /**
     * How long the verdicts took.
     *
     * @param scans how many
     * @param perSecond how many came in a second, on average
     * @param latencyMillis from the moment when a scan was due to its verdict
     * @param violations what is wrong; empty when each scan was admitted, and the tables say so
     */
    record Waits(int scans, int perSecond, Latency latencyMillis, List<String> violations) {
        Waits {
            violations = List.copyOf(violations);
        }
    }

    /** The tickets that are scanned, each once. */
    static ScanPlan plan(int scans, long seed) {
        return ScanPlan.of("single", new Load(scans, 1, 1, 0), seed);
    }

    Waits measure(ScanPlan plan, long seed) throws InterruptedException {
        int scans = plan.load().scans();
        Random random = new Random(seed);
        long dueNanos = System.nanoTime();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int scan = 0; scan < scans; scan++) {
                dueNanos += (long) (random.nextExponential() / SCANS_PER_SECOND * NANOS_PER_SECOND);
                sleepUntil(dueNanos);
                String qrcode = plan.qrcodeOf(scan);
                long due = dueNanos;
                people.execute(() -> scan(plan.deviceId(0), qrcode, due));
            }
        }
        Tables tables = new Tables(gateway, eventId);
        tables.awaitAdmissions(plan.deviceId(0), scans);
        List<String> wrong = new ArrayList<>(violations);
        wrong.addAll(tables.violations());
        return new Waits(scans, SCANS_PER_SECOND, Latency.of(latencyMicros), wrong);
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        Thread.sleep(Duration.ofNanos(Math.max(0, nanos - System.nanoTime())));
    }

    private void scan(String deviceId, String qrcode, long dueNanos) {
        Upload.Scan scan = new Upload.Scan(qrcode, System.currentTimeMillis(), UUID.randomUUID());
        Reply<ScanResult> reply = gateway.verify(eventId, deviceId, "session-" + deviceId, scan);
        latencyMicros.recordValue((System.nanoTime() - dueNanos) / 1_000);
        switch (reply) {
            case Answered<ScanResult> answer -> {
                if (answer.body().syncStatus() != SyncStatus.SYNCED) {
                    violations.add("%s was scanned once and is %s"
                            .formatted(qrcode, answer.body().syncStatus()));
                }
            }
            case SendAgain<ScanResult> later -> violations.add("%s was not decided: %s".formatted(qrcode, later.why()));
        }
    }
}
