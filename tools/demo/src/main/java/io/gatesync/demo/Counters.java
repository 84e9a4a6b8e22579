package io.gatesync.demo;

import io.gatesync.client.SyncStatus;
import java.util.HashSet;
import java.util.Set;

/** Counts what one device scans, sends and is told. Many threads may share one. */
final class Counters {

    /** Codes of the tickets that the device let in, as far as it knows. */
    private final Set<String> admitted = new HashSet<>();

    private final Set<Scan> pending = new HashSet<>();
    private long scanned;
    private long duplicates;
    private long conflicts;
    private long failed;
    private long uploads;
    private long lost;
    private long again;

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

    /** The device was told this. It forgets the scan unless it is still pending. */
    synchronized void told(Scan scan, SyncStatus status) {
        pending.remove(scan);
        switch (status) {
            case SYNCED -> admitted.add(scan.qrcode());
            case DUPLICATE -> {
                // An old app whose answer was lost learns only from this that it let the ticket in.
                if (!admitted.add(scan.qrcode())) {
                    duplicates++;
                }
            }
            case CONFLICT -> conflicts++;
            case FAILED -> failed++;
            case PENDING -> pending.add(scan);
        }
    }

    synchronized Tally tally() {
        return new Tally(scanned, admitted.size(), duplicates, conflicts, failed, pending.size(), uploads, lost, again);
    }
}
