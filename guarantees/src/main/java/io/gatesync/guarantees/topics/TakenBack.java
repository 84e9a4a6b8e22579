package io.gatesync.guarantees.topics;

import io.gatesync.schemas.FirstScan;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.UndoAnswer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The scans that were taken back, as far as the outcomes were shown. */
final class TakenBack {
    private final Set<List<Object>> scans = new HashSet<>();

    void onDecided(ScanDecided outcome) {
        if (outcome.getUndo() != null && outcome.getUndo().getAnswer() == UndoAnswer.UNDONE) {
            scans.add(name(outcome));
        }
    }

    /** Whether the scan that an outcome is about was. */
    boolean has(ScanDecided outcome) {
        return scans.contains(name(outcome));
    }

    /** The scan that an outcome is about, as others are told of it. */
    static FirstScan scan(ScanDecided outcome) {
        return new FirstScan(outcome.getScanId(), outcome.getDeviceId(), outcome.getScannedAt());
    }

    private static List<Object> name(ScanDecided outcome) {
        return List.of(outcome.getEventId(), outcome.getQrcode(), scan(outcome));
    }
}
