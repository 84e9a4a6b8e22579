package io.gatesync.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

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
 * two scans, answered "three".
 */
public final class AcknowledgedIsDurable implements Guarantee {
    private final Map<Long, Integer> acknowledged = new HashMap<>();
    private final Map<Long, Integer> stored = new HashMap<>();
    private final Set<Long> announced = new HashSet<>();

    @Override
    public void onAcknowledged(long syncSessionId, int scans) {
        acknowledged.put(syncSessionId, scans);
    }

    @Override
    public void onSyncStarted(RecordPosition id, SyncStarted sync) {
        announced.add(id.toLong());
    }

    @Override
    public void onUploaded(ScanUploaded scan) {
        if (scan.getSyncSessionId() != null) {
            stored.merge(scan.getSyncSessionId(), 1, Integer::sum);
        }
    }

    @Override
    public void verify() {
        assertThat(announced).as("announced uploads").containsAll(acknowledged.keySet());
        acknowledged.forEach((upload, scans) -> assertThat(stored.getOrDefault(upload, 0))
                .as("scans of upload %d", upload)
                .isEqualTo(scans));
    }
}
