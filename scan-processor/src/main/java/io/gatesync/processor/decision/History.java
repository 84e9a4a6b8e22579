package io.gatesync.processor.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The verdicts given on a ticket to scans that carry an id of their own. Such a scan, sent again, gets the verdict that it
 * had, whatever has happened to the ticket since.
 *
 * @param entries oldest first
 */
public record History(List<Entry> entries) {
    /**
     * How many verdicts are remembered for each ticket. Far more than a gate gives on one ticket; it bounds the state that a
     * handheld left pointing at one ticket can make. Beyond it the oldest is forgotten, but never the admission.
     */
    public static final int MAX_ENTRIES = 1000;

    public static final History EMPTY = new History(List.of());

    public History {
        entries = List.copyOf(entries);
    }

    /**
     * A verdict that was given.
     *
     * @param scanId the scan's id
     * @param deviceId the device that made the id: another device's scan with the same id is another scan
     * @param verdict the verdict
     */
    public record Entry(UUID scanId, String deviceId, Verdict verdict) {
        private boolean isOf(Scan scan) {
            return scanId.equals(scan.id()) && deviceId.equals(scan.deviceId());
        }
    }

    /** The verdict that this scan got when it came first; empty if it is new, or carries no id of its own. */
    Optional<Verdict> verdictOn(Scan scan) {
        return scan.idFromDevice()
                ? entries.stream()
                        .filter(entry -> entry.isOf(scan))
                        .map(Entry::verdict)
                        .findFirst()
                : Optional.empty();
    }

    /** This history and the verdict on one more scan. A scan without an id of its own is not remembered. */
    History plus(Scan scan, Verdict verdict) {
        if (!scan.idFromDevice()) {
            return this;
        }
        List<Entry> longer = new ArrayList<>(entries);
        if (longer.size() >= MAX_ENTRIES) {
            longer.remove(longer.getFirst().verdict() instanceof Verdict.Synced ? 1 : 0);
        }
        longer.add(new Entry(scan.id(), scan.deviceId(), verdict));
        return new History(longer);
    }
}
