package io.gatesync.demo;

import io.gatesync.client.ScanResult;
import io.gatesync.client.SyncStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What one device was told about its scans, and whatever in it contradicts itself. */
final class Ledger {

    private final Shift shift;
    /** The scan that each admitted ticket was admitted on, as far as the device can know. */
    private final Map<String, Scan> admissions = new HashMap<>();

    private final Map<Scan, SyncStatus> unheard = new HashMap<>();
    private final Set<Scan> pending = new HashSet<>();
    private final List<String> contradictions = new ArrayList<>();
    private final Set<String> admittedTwice = new HashSet<>();
    private long scanned;
    private long duplicates;
    private long conflicts;
    private long failed;
    private long uploads;
    private long lost;
    private long again;

    Ledger(Shift shift) {
        this.shift = shift;
    }

    Shift shift() {
        return shift;
    }

    synchronized void scanned() {
        scanned++;
    }

    synchronized void sent() {
        uploads++;
    }

    synchronized void toSendAgain() {
        again++;
    }

    synchronized void answerLost() {
        lost++;
    }

    /** The gateway said this, but the device never heard it. */
    synchronized void unheard(Scan scan, ScanResult result) {
        if (result.syncStatus() != SyncStatus.PENDING) {
            unheard.put(scan, result.syncStatus());
        }
    }

    /** The device was told this; it forgets the scan unless that is still pending. */
    synchronized void heard(Scan scan, ScanResult result) {
        if (!result.qrcode().equals(scan.qrcode())) {
            contradictions.add("%s was answered in the place of %s".formatted(result.qrcode(), scan.qrcode()));
        }
        compareWithUnheard(scan, result.syncStatus());
        pending.remove(scan);
        switch (result.syncStatus()) {
            case SYNCED -> admitted(scan);
            case DUPLICATE -> alreadyAdmitted(scan);
            case CONFLICT -> conflicts++;
            case FAILED -> failed++;
            case PENDING -> pending.add(scan);
        }
    }

    private void compareWithUnheard(Scan scan, SyncStatus told) {
        SyncStatus before = told == SyncStatus.PENDING ? null : unheard.remove(scan);
        // An app without scan ids cannot say that it sends the same scan again: its admission comes back as duplicate.
        boolean expected = before == null
                || before == told
                || (shift.app() == Shift.App.OLD && before == SyncStatus.SYNCED && told == SyncStatus.DUPLICATE);
        if (!expected) {
            contradictions.add("a scan of %s was %s at first and %s when sent again"
                    .formatted(scan.qrcode(), words(before), words(told)));
        }
    }

    private static String words(SyncStatus status) {
        return "'" + status.name().toLowerCase(Locale.ROOT) + "'";
    }

    private void admitted(Scan scan) {
        if (admissions.putIfAbsent(scan.qrcode(), scan) != null) {
            admittedTwice.add(scan.qrcode());
        }
    }

    /** Also tells an old app, whose answer was lost, that the ticket is in. */
    private void alreadyAdmitted(Scan scan) {
        if (admissions.putIfAbsent(scan.qrcode(), scan) != null) {
            duplicates++;
        }
    }

    synchronized Tally tally() {
        return new Tally(
                scanned, admissions.size(), duplicates, conflicts, failed, pending.size(), uploads, lost, again);
    }

    synchronized Set<String> admitted() {
        return Set.copyOf(admissions.keySet());
    }

    /** Tickets that two scans of this device were admitted on. */
    synchronized Set<String> admittedTwice() {
        return Set.copyOf(admittedTwice);
    }

    synchronized List<String> contradictions() {
        return List.copyOf(contradictions);
    }
}
