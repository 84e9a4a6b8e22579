package io.gatesync.guarantees.topics;

import io.gatesync.guarantees.Finding;
import io.gatesync.guarantees.Guarantee;
import io.gatesync.guarantees.Violations;
import io.gatesync.messaging.RecordPosition;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.SyncStarted;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * An upload that was answered 200 or 202 is in Kafka, announcement and every scan.
 *
 * <p>Valid: announced, three scans, answered "three"; announced, two of three scans, never answered. Invalid: announced,
 * two scans, answered "three"; three scans, answered "three", never announced.
 */
final class AcknowledgedIsDurable implements Guarantee, TopicObserver {
    private final Map<Long, Integer> acknowledged = new HashMap<>();
    private final Map<Long, Integer> stored = new HashMap<>();
    private final Set<Long> announced = new HashSet<>();

    @Override
    public void onAcknowledged(long syncSessionId, int scans) {
        acknowledged.put(syncSessionId, scans);
    }

    @Override
    public void onSyncStarted(RecordPosition position, SyncStarted sync) {
        announced.add(position.toLong());
    }

    @Override
    public void onUploaded(ScanUploaded scan) {
        if (scan.getSyncSessionId() != null) {
            stored.merge(scan.getSyncSessionId(), 1, Integer::sum);
        }
    }

    @Override
    public Finding finding() {
        Violations violations = new Violations();
        acknowledged.forEach((upload, scans) -> {
            if (!announced.contains(upload)) {
                violations.add(() -> "upload %d was acknowledged, but not announced".formatted(upload));
            }
            int found = stored.getOrDefault(upload, 0);
            if (found != scans) {
                violations.add(() ->
                        "upload %d was acknowledged with %d scans, but %d are stored".formatted(upload, scans, found));
            }
        });
        return new Finding("each acknowledged upload is in Kafka with all its scans", violations.sentences());
    }
}
