package io.gatesync.bench;

import io.gatesync.bench.ScanPlan.Request;
import io.gatesync.client.ScanResult;
import io.gatesync.client.SyncStatus;
import io.gatesync.guarantees.Finding;
import io.gatesync.guarantees.Violations;
import io.gatesync.guarantees.devices.DeviceGuarantees;
import io.gatesync.guarantees.devices.DeviceScan;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * What the devices were told about the scans of a plan. Noting it costs next to nothing; the guarantees judge it when the
 * measurement is over. Many threads may note, each for devices of its own.
 */
final class Verdicts {

    private record Answer(Request upload, List<ScanResult> results) {}

    private final ScanPlan plan;
    /** By number of the scan; null where it was not answered. */
    private final @Nullable SyncStatus[] told;

    private final Queue<Request> sent = new ConcurrentLinkedQueue<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

    Verdicts(ScanPlan plan) {
        this.plan = plan;
        this.told = new SyncStatus[plan.load().scans()];
    }

    /** Notes that an upload is sent for the first time. */
    void noteSent(Request upload) {
        sent.add(upload);
    }

    /**
     * Notes an answer.
     *
     * @return whether there is no reason to send the upload again: all its scans are decided, or the answer is wrong
     */
    boolean noteAnswer(Request upload, List<ScanResult> results) {
        answers.add(new Answer(upload, results));
        if (results.size() != upload.scans()) {
            return true;
        }
        boolean decided = true;
        for (int position = 0; position < upload.scans(); position++) {
            SyncStatus status = results.get(position).syncStatus();
            told[upload.firstScan() + position] = status;
            decided &= status != SyncStatus.PENDING;
        }
        return decided;
    }

    long scansSent() {
        return sent.stream().mapToLong(Request::scans).sum();
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

    /** How many tickets a device admitted. */
    long admittedBy(int device) {
        long admitted = 0;
        LoadSpec load = plan.load();
        for (int first = device * load.batch(); first < load.scans(); first += load.devices() * load.batch()) {
            for (int scan = first; scan < Math.min(first + load.batch(), load.scans()); scan++) {
                admitted += told[scan] == SyncStatus.SYNCED ? 1 : 0;
            }
        }
        return admitted;
    }

    /** Whether the guarantees hold of the uploads that were sent. All tickets of the plan are valid. */
    List<Finding> findings() {
        DeviceGuarantees guarantees = DeviceGuarantees.of(qrcode -> true);
        Violations incomplete = new Violations();
        for (Request upload : sent) {
            scansOf(upload).forEach(guarantees::onScanned);
        }
        for (Answer answer : answers) {
            List<DeviceScan> scans = scansOf(answer.upload());
            if (answer.results().size() == scans.size()) {
                for (int position = 0; position < scans.size(); position++) {
                    guarantees.onAnswered(scans.get(position), answer.results().get(position));
                }
            } else {
                incomplete.add(() -> "an upload of %d scans was answered with %d results"
                        .formatted(scans.size(), answer.results().size()));
            }
        }
        List<Finding> findings = new ArrayList<>(guarantees.findings());
        findings.add(new Finding("each upload is answered with one result per scan", incomplete.sentences()));
        return findings;
    }

    private List<DeviceScan> scansOf(Request upload) {
        List<DeviceScan> scans = new ArrayList<>(upload.scans());
        for (int scan = upload.firstScan(); scan < upload.firstScan() + upload.scans(); scan++) {
            scans.add(plan.scanOf(upload.device(), scan));
        }
        return scans;
    }
}
