package io.gatesync.bench;

import io.gatesync.client.ScanResult;
import io.gatesync.client.SyncStatus;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The verdict on each scan of a plan, as the devices were told, and whatever contradicts itself in it. */
final class Verdicts {

    private final ScanPlan plan;
    /** By scan; null where it was not sent, or not answered. Each device writes to places of its own. */
    private final SyncStatus[] told;

    private final ConcurrentLinkedQueue<String> contradictions = new ConcurrentLinkedQueue<>();

    Verdicts(ScanPlan plan) {
        this.plan = plan;
        this.told = new SyncStatus[plan.load().scans()];
    }

    /**
     * Notes an answer.
     *
     * @return whether all scans of the upload are decided
     */
    boolean note(int firstScan, int scans, List<ScanResult> results) {
        if (results.size() != scans) {
            contradictions.add("an upload of %d scans was answered %d results".formatted(scans, results.size()));
            return true;
        }
        boolean decided = true;
        for (int position = 0; position < scans; position++) {
            ScanResult result = results.get(position);
            int scan = firstScan + position;
            if (!result.qrcode().equals(plan.qrcodeOf(scan))) {
                contradictions.add("%s was answered for %s".formatted(result.qrcode(), plan.qrcodeOf(scan)));
            }
            if (told[scan] != null && told[scan] != SyncStatus.PENDING && told[scan] != result.syncStatus()) {
                contradictions.add("%s was %s and then %s".formatted(result.qrcode(), told[scan], result.syncStatus()));
            }
            told[scan] = result.syncStatus();
            decided &= result.syncStatus() != SyncStatus.PENDING;
        }
        return decided;
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

    /** How many tickets this device admitted. */
    long admittedBy(int device) {
        long admitted = 0;
        Load load = plan.load();
        for (int first = device * load.batch(); first < load.scans(); first += load.devices() * load.batch()) {
            for (int scan = first; scan < Math.min(first + load.batch(), load.scans()); scan++) {
                admitted += told[scan] == SyncStatus.SYNCED ? 1 : 0;
            }
        }
        return admitted;
    }

    /** What is wrong with the verdicts on the scans that were sent; empty when each ticket was admitted exactly once. */
    List<String> violations() {
        BitSet sent = new BitSet();
        BitSet admitted = new BitSet();
        long twice = 0;
        long failed = 0;
        for (int scan = 0; scan < told.length; scan++) {
            if (told[scan] == null) {
                continue;
            }
            int ticket = plan.ticketOf(scan);
            sent.set(ticket);
            if (told[scan] == SyncStatus.SYNCED) {
                twice += admitted.get(ticket) ? 1 : 0;
                admitted.set(ticket);
            }
            failed += told[scan] == SyncStatus.FAILED ? 1 : 0;
        }
        List<String> violations = new ArrayList<>(contradictions);
        if (twice > 0) {
            violations.add("%d tickets were admitted twice".formatted(twice));
        }
        if (admitted.cardinality() < sent.cardinality()) {
            violations.add(
                    "%d tickets were scanned and not admitted".formatted(sent.cardinality() - admitted.cardinality()));
        }
        if (failed > 0) {
            violations.add("%d scans of valid tickets failed".formatted(failed));
        }
        return violations;
    }
}
