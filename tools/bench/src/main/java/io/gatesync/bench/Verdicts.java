package io.gatesync.bench;

import io.gatesync.bench.ScanPlan.Request;
import io.gatesync.client.ScanResult;
import io.gatesync.client.SyncStatus;
import io.gatesync.guarantees.Finding;
import io.gatesync.guarantees.Violations;
import io.gatesync.guarantees.devices.DeviceGuarantees;
import io.gatesync.guarantees.devices.DeviceScan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * What the devices of a plan were told, and whether the rule of the first scan gives the same. Judges only when asked, after the
 * measurement. Many threads may note, each what its own devices were told.
 */
final class Verdicts {

    private static final int NOBODY = -1;

    private final ScanPlan plan;
    /** By the number of the scan, as all of these. */
    private final boolean[] sent;

    private final @Nullable SyncStatus[] told;
    private final int[] firstDevice;
    private final Queue<String> wrongAnswers = new ConcurrentLinkedQueue<>();

    Verdicts(ScanPlan plan) {
        this.plan = plan;
        this.sent = new boolean[plan.load().scans()];
        this.told = new SyncStatus[plan.load().scans()];
        this.firstDevice = new int[plan.load().scans()];
        Arrays.fill(firstDevice, NOBODY);
    }

    /** Notes that an upload is sent for the first time. */
    void noteSent(Request upload) {
        Arrays.fill(sent, upload.firstScan(), upload.firstScan() + upload.scans(), true);
    }

    /**
     * Notes what a scan was told.
     *
     * @param first the number of the device that was told to be first; -1 if none was
     */
    void noteVerdict(int scan, SyncStatus verdict, int first) {
        told[scan] = verdict;
        firstDevice[scan] = first;
    }

    /** Notes that an upload got an answer that is none to it. */
    void noteWrongAnswer(Request upload, String why) {
        wrongAnswers.add("an upload of %s %s".formatted(plan.deviceId(upload.device()), why));
    }

    /** Whether all scans of an upload have a verdict, so that there is no reason to send it again. */
    boolean areDecided(Request upload) {
        for (int scan = upload.firstScan(); scan < upload.firstScan() + upload.scans(); scan++) {
            if (told[scan] == null || told[scan] == SyncStatus.PENDING) {
                return false;
            }
        }
        return true;
    }

    long scansSent() {
        long count = 0;
        for (boolean one : sent) {
            count += one ? 1 : 0;
        }
        return count;
    }

    Map<SyncStatus, Long> counts() {
        Map<SyncStatus, Long> counts = new EnumMap<>(SyncStatus.class);
        for (SyncStatus status : SyncStatus.values()) {
            counts.put(status, 0L);
        }
        for (SyncStatus status : told) {
            if (status != null) {
                counts.merge(status, 1L, Long::sum);
            }
        }
        return counts;
    }

    /** How many tickets each device admitted, by its number. */
    long[] admitted() {
        long[] admitted = new long[plan.load().devices()];
        for (int scan = 0; scan < told.length; scan++) {
            if (told[scan] == SyncStatus.SYNCED) {
                admitted[plan.deviceOf(scan)]++;
            }
        }
        return admitted;
    }

    /** Whether the guarantees hold of the uploads that were sent, and each verdict is the one that the rule gives. */
    List<Finding> findings() {
        DeviceGuarantees guarantees = DeviceGuarantees.of(plan::isTicket);
        for (int scan = 0; scan < told.length; scan++) {
            if (sent[scan]) {
                DeviceScan made = plan.scanOf(scan);
                guarantees.onScanned(made);
                SyncStatus status = told[scan];
                if (status != null) {
                    guarantees.onAnswered(made, new ScanResult(made.qrcode(), status, false));
                }
            }
        }
        List<Finding> findings = new ArrayList<>(guarantees.findings());
        findings.add(losersAreToldWhoWon());
        Violations wrong = new Violations();
        wrongAnswers.forEach(answer -> wrong.add(() -> answer));
        findings.add(new Finding("each upload is answered with one result per scan", wrong.sentences()));
        return findings;
    }

    /** Who was first is told only by the answers, since devices scan at the same time. All else follows from it. */
    private Finding losersAreToldWhoWon() {
        int[] winner = new int[plan.tickets()];
        Arrays.fill(winner, NOBODY);
        for (int scan = 0; scan < told.length; scan++) {
            if (told[scan] == SyncStatus.SYNCED && plan.ticketOf(scan) >= 0) {
                winner[plan.ticketOf(scan)] = scan;
            }
        }
        Violations violations = new Violations();
        for (int scan = 0; scan < told.length; scan++) {
            int won = plan.ticketOf(scan) < 0 ? NOBODY : winner[plan.ticketOf(scan)];
            if (won != NOBODY && won != scan && !isRight(scan, won)) {
                int number = scan;
                violations.add(() -> "%s was told %s on %s, which %s had won"
                        .formatted(
                                plan.deviceId(plan.deviceOf(number)),
                                told[number],
                                plan.qrcodeOf(number),
                                plan.deviceId(plan.deviceOf(won))));
            }
        }
        return new Finding("each later scan is told who was first", violations.sentences());
    }

    private boolean isRight(int scan, int won) {
        SyncStatus status = told[scan];
        if (status == null || status == SyncStatus.PENDING || status == SyncStatus.SYNCED) {
            // Other guarantees speak of these.
            return true;
        }
        int first = plan.deviceOf(won);
        if (plan.deviceOf(scan) == first) {
            // A device sends its scans in order: the first of them won.
            return status == SyncStatus.DUPLICATE && scan > won;
        }
        return status == SyncStatus.CONFLICT && firstDevice[scan] == first;
    }
}
