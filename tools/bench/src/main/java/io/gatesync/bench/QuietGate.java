package io.gatesync.bench;

import io.gatesync.client.Reply;
import io.gatesync.client.Reply.Answered;
import io.gatesync.client.Reply.SendAgain;
import io.gatesync.client.ScanResult;
import io.gatesync.client.Upload;
import io.gatesync.guarantees.Finding;
import io.gatesync.guarantees.Violations;
import io.gatesync.guarantees.devices.DeviceGuarantees;
import io.gatesync.guarantees.devices.DeviceScan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Scans tickets one by one, online, as people come to a gate that is not busy: at random moments, without waiting for the
 * verdict on the one before. Measures how long a person waits at the gate, which full uploads at full speed do not show.
 */
final class QuietGate {

    /** Few enough that no scan waits for another, many enough to meet all phases of the processor's commit interval. */
    private static final int SCANS_PER_SECOND = 50;

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int SIGNIFICANT_DIGITS = 3;

    private final Callers callers;
    private final String eventId;
    private final Histogram latencyMicros = new ConcurrentHistogram(SIGNIFICANT_DIGITS);
    private final DeviceGuarantees guarantees = DeviceGuarantees.of(qrcode -> true);
    private final Queue<String> notAnswered = new ConcurrentLinkedQueue<>();

    QuietGate(Callers callers, String eventId) {
        this.callers = callers;
        this.eventId = eventId;
    }

    /**
     * How long the verdicts took.
     *
     * @param scans how many
     * @param perSecond how many came in a second, on average
     * @param latencyMillis from the moment at which the scan was planned to its verdict
     * @param findings whether each scan was admitted, and the tables say so
     */
    record Waits(int scans, int perSecond, Latency latencyMillis, List<Finding> findings) {
        Waits {
            findings = List.copyOf(findings);
        }
    }

    /** The tickets that are scanned, each once. */
    static ScanPlan plan(String eventId, int scans, long seed) {
        return ScanPlan.of(eventId, "single", new LoadSpec(scans, 1, 1, 0), seed);
    }

    Waits measure(ScanPlan plan, long seed) throws NotReadyException, InterruptedException {
        callers.logIn(plan);
        int scans = plan.load().scans();
        Random random = new Random(seed);
        long dueNanos = System.nanoTime();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int scan = 0; scan < scans; scan++) {
                dueNanos += (long) (random.nextExponential() / SCANS_PER_SECOND * NANOS_PER_SECOND);
                sleepUntil(dueNanos);
                DeviceScan made = plan.scanOf(0, scan);
                guarantees.onScanned(made);
                long due = dueNanos;
                people.execute(() -> verify(made, due));
            }
        }
        TablesCatchUp tables = new TablesCatchUp(callers.organiser(), eventId);
        tables.awaitAdmissions(plan.deviceId(0), scans);
        List<Finding> findings = new ArrayList<>(guarantees.findings());
        findings.add(answeredAtOnce());
        findings.add(tables.finding());
        return new Waits(scans, SCANS_PER_SECOND, Latency.of(latencyMicros), findings);
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        Thread.sleep(Duration.ofNanos(Math.max(0, nanos - System.nanoTime())));
    }

    private void verify(DeviceScan scan, long dueNanos) {
        Upload.Scan sent = new Upload.Scan(scan.qrcode(), System.currentTimeMillis(), scan.id());
        Reply<ScanResult> reply = callers.device(scan.deviceId())
                .send(asDevice -> asDevice.verify(eventId, scan.deviceId(), "session-" + scan.deviceId(), sent));
        latencyMicros.recordValue((System.nanoTime() - dueNanos) / 1_000);
        switch (reply) {
            case Answered<ScanResult>(ScanResult result) -> guarantees.onAnswered(scan, result);
            case SendAgain<ScanResult> later -> notAnswered.add(scan.qrcode() + ": " + later.why());
        }
    }

    private Finding answeredAtOnce() {
        Violations violations = new Violations();
        notAnswered.forEach(scan -> violations.add(() -> scan));
        return new Finding("no single scan had to be sent again", violations.sentences());
    }
}
